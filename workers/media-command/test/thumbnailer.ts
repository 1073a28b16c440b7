// A thumbnailer for the tests: one that works, what it was sent, and problems that it may answer instead.
import type { Answer, Report } from '#shared/mediahub/ports/thumbnailer';
import { PNG } from './images.ts';
import { fakes } from './worker.ts';

export const THUMBNAIL = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

/** What the thumbnailer was sent since the test began. */
export const sent: Uint8Array[] = [];

export const REPORT: Report = {
  width: 1,
  height: 2,
  taken: null,
  camera: null,
  exposure: null,
  location: null,
  made_of: 'original',
  thumbhash: 'aGFzaA==',
};

/** What the thumbnailer answers: without a refusal, with one thumbnail. */
export function answer(refused: Answer['refused'], report: Report | null = REPORT): Response {
  const form = new FormData();
  form.append('answer', JSON.stringify({ refused, report } satisfies Answer));
  if (refused === null) form.append('400', new Blob([THUMBNAIL]));
  return new Response(form);
}

export const decodes = async (request: Request): Promise<Response> => {
  sent.push(new Uint8Array(await request.arrayBuffer()));
  return answer(null);
};

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  Response.json({ code, detail: `because of ${code}` }, { status, headers });

let made = 0;

/** A PNG that differs from every other one behind its end: the same bytes again would be the same media. */
export const png = (): File => new File([PNG, new Uint32Array([++made])], 'a.png', { type: 'image/png' });

/** The thumbnailer works, streams and log agree, and no one interferes. */
export function allIsWell(): void {
  sent.length = 0;
  fakes.thumbnailer = decodes;
  fakes.beforeAppend = () => Promise.resolve();
  fakes.compare = (ids) => fakes.store.compareWithLog(ids);
  fakes.betweenLooks = () => Promise.resolve();
}
