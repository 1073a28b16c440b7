// Pictures of about 80 kB, sent as a browser sends a form.
import { randomUUID } from 'node:crypto';
import { named, photo } from '#shared/mediahub/testing/photo';
import type { User } from './client.ts';

const PICTURES = 8;

let made: Buffer[] | null = null;

/** A few different ones, painted once. */
const pictures = (): Buffer[] =>
  (made ??= Array.from({ length: PICTURES }, (_, n) => Buffer.from(photo(1_200, 900, 'image/jpeg', n + 1))));

export interface Form {
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer>;
}

/** A picture of one pixel: for a library that is only to be read. */
const PIXEL = Buffer.from(photo(1, 1, 'image/jpeg'));

/** The n-th picture as the body of a request; no two are the same bytes, which would be one media. */
export function form(n: number, pixel = false): Form {
  const boundary = `bench${randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${n}.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  const picture = named(pixel ? PIXEL : (pictures()[n % PICTURES] ?? PIXEL), `${n}`);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), picture, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Uploads so many with so many clients. Answers the milliseconds of each. @throws when one is refused */
export async function uploads(user: User, count: number, clients: number, pixel = false): Promise<number[]> {
  const each: number[] = [];
  let next = 0;
  const client = async () => {
    while (next < count) {
      const { headers, body } = form(next++, pixel);
      const began = performance.now();
      const answer = await fetch(`${user.base}/api/v1/media`, {
        method: 'POST',
        headers: { ...user.headers, ...headers },
        body,
      });
      const text = await answer.text();
      if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${text}`);
      each.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return each;
}

/** Waits until none of the user's media is without its thumbnail. */
export async function processed(user: User, count: number, deadlineMs = 300_000): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const { media } = await user.read<{ media: { status: string }[] }>('/api/v1/media?limit=200');
    if (media.filter(({ status }) => status === 'processed').length >= count) return;
    if (Date.now() > deadline) throw new Error(`not all of ${count} uploads are processed after ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
