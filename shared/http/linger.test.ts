// What is left of a body when the answer is ready: read, so that the client gets its answer, and never forever.
import { expect, test } from 'vitest';
import { linger, untouched } from './linger.ts';

const ctx = { waitUntil: () => undefined };

test('an answer without a body is sent once the client has sent its whole body', async () => {
  let left = 5;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1024)) : controller.close()),
  });
  const answer = await linger(new Response(null, { status: 204 }), untouched(body), ctx);
  expect([answer.status, left < 0]).toEqual([204, true]);
});

test('a client that disconnects causes no failure', async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) });
  expect((await linger(new Response(null, { status: 204 }), untouched(body), ctx)).status).toBe(204);
});
