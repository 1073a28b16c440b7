// One request, passed on to a workerd of our own and its answer passed back, bytes streaming both ways.
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { DecoderCrashes } from './decoder-crashes.ts';

const END_MS = 500;

const problem = (response: ServerResponse, status: number, code: string, detail: string, headers = {}): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }));
};

/** The answer while no decoder runs: the caller keeps its work and asks again later. */
export const busy = (response: ServerResponse, retry_after_ms: number): void =>
  problem(response, 429, 'busy', 'The decoder is being started.', { 'retry-after-ms': String(retry_after_ms) });

/** A GET that is only about getting an answer. */
export const ask = (port: number | undefined, path: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path, signal, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', resolve);
      answer.once('error', reject);
    });
    asked.once('error', reject);
    asked.end();
  });

/**
 * Passes a request on. The effect of a decode is its answer alone, so one whose process has died is simply asked for again;
 * unless the process died of this image, as it did the last times.
 * @param ended the process that listens on the port has ended
 * @param fault why it ended, where what it decoded is to blame
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  port: number | undefined,
  ended: AbortSignal,
  suspected: DecoderCrashes,
  fault: () => string | undefined,
): Promise<void> {
  const digest = createHash('sha256');
  const body = new PassThrough().on('data', (chunk: Buffer) => digest.update(chunk));
  let whole = false;
  const passedOn = httpRequest({
    host: '127.0.0.1',
    port,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: { ...request.headers, host: 'thumbnailer' },
    agent: false,
    signal: ended,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    passedOn.once('response', resolve).once('error', reject);
  });
  // The caller went away, so the decode is of no use any more.
  response.once('close', () => passedOn.destroy());
  // A busy decoder answers without reading: then the answer counts, not the broken pipe.
  pipeline(request, body, passedOn)
    .then(() => (whole = true))
    .catch(() => undefined);
  try {
    const answer = await answered;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, response);
  } catch {
    // The connection breaks before the process is known to have ended.
    if (!ended.aborted) await pause(END_MS, undefined, { signal: ended }).catch(() => undefined);
    const print = whole ? digest.digest('hex') : '';
    if (whole && fault() !== undefined) suspected.died(print);
    if (whole && suspected.refused(print))
      problem(response, 422, 'decode_failed', `The decoder does not survive this image: it ${fault()}.`);
    else busy(response, 500);
  }
}
