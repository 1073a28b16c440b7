// Two tabs, or a reload that overtakes the request before it, go on with the same upload: the parts that R2 has are those noted.
import { describe, expect, it, vi } from 'vitest';
import { call, codeOf, env, someone } from '../../test/env.ts';
import { PNG } from '../../test/images.ts';
import type { PartedUpload } from '#shared/mediahub/api/upload';

const SIZE = 1000;
const BYTES = new Uint8Array(SIZE);
BYTES.set(PNG);

const begin = async (user: string): Promise<PartedUpload> =>
  (
    await call(user, '/api/v1/uploads', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filename: 'film.png', size: SIZE }),
    })
  ).json<PartedUpload>();
const send = (user: string, id: string, body: BodyInit) =>
  call(user, `/api/v1/uploads/${id}/parts/1`, {
    method: 'PUT',
    body,
    headers: { 'content-length': String(SIZE) },
  });
const complete = (user: string, id: string) =>
  call(user, `/api/v1/uploads/${id}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });

describe('a part that two tabs send at once', () => {
  it('is the first one’s until it has come; the second may send it then', async () => {
    const user = someone();
    const { id } = await begin(user);
    const { readable, writable } = new FixedLengthStream(SIZE);
    const slow = send(user, id, readable);
    const writer = writable.getWriter();
    await writer.write(BYTES.slice(0, 500));
    expect(await codeOf(await send(user, id, BYTES))).toBe('429 busy');
    await writer.write(BYTES.slice(500));
    await writer.close();
    expect((await slow).status).toBe(200);
    expect((await send(user, id, BYTES)).status).toBe(200);
    expect((await complete(user, id)).status).toBe(201);
  });

  it('however many do, becomes one media with the parts that were noted', async () => {
    const user = someone();
    const { id } = await begin(user);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(user, id, BYTES)));
    expect(new Set(answers.map(({ status }) => status)).has(200)).toBe(true);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
    const done = await Promise.all([complete(user, id), complete(user, id)]);
    expect(done.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('is free again when the one who sent it failed', async () => {
    const user = someone();
    const { id } = await begin(user);
    expect((await send(user, id, new Uint8Array(SIZE))).status).toBe(415);
    expect((await send(user, id, BYTES)).status).toBe(200);
  });

  it('is free again soon where the one who sent it has gone, and the clock was an hour ahead until then', async () => {
    const user = someone();
    const { id } = await begin(user);
    const upload = env.UPLOADS.get(env.UPLOADS.idFromString(id));
    const ahead = Date.now() + 3_600_000;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(ahead);
    try {
      expect(await upload.hold(1, 'one who has gone')).toBe(true);
      expect(await upload.hold(1, 'another')).toBe(false);
    } finally {
      clock.mockRestore();
    }
    expect((await send(user, id, BYTES)).status).toBe(200);
  });
});
