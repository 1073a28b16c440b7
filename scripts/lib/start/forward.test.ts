// Requests to the thumbnailer's process and its answers, with a stand-in server for that process.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { forward } from './forward.ts';
import { decoderCrashes, type DecoderCrashes } from './decoder-crashes.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Posts a body through `forward` to a decoder; answers what came back. */
async function post(
  decoder: RequestListener,
  { ended = AbortSignal.abort(), suspected = decoderCrashes(), fault = '' }: Partial<Options> = {},
): Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: string }> {
  const alive = new AbortController();
  const to = await listening(decoder);
  const signal = fault === '' ? alive.signal : ended;
  const from = await listening(
    (req, res) => void forward(req, res, to, signal, suspected, () => (fault === '' ? undefined : fault)),
  );
  const asked = request({ host: '127.0.0.1', port: from, path: '/thumbnail', method: 'POST' }).end('an image');
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
interface Options {
  ended: AbortSignal;
  suspected: DecoderCrashes;
  fault: string;
}

/** Reads the image, then dies. */
const dying: RequestListener = (req, res) => void req.resume().once('end', () => res.destroy());

describe('a request to the thumbnailer', () => {
  it('comes back as the thumbnailer answers it', async () => {
    const answer = await post((req, res) => {
      void text(req).then((body) => res.writeHead(200, { 'x-original-width': '3' }).end(`thumbnail of ${body}`));
    });
    expect(answer).toMatchObject({
      status: 200,
      body: 'thumbnail of an image',
      headers: { 'x-original-width': '3' },
    });
  });

  it('is answered before its body is read, when the decoder is taken', async () => {
    const answer = await post((_req, res) => res.writeHead(429, { 'retry-after-ms': '70' }).end());
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after-ms': '70' } });
  });

  it('is busy, not failed, when the process dies in the middle of it', async () => {
    const answer = await post(dying);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after-ms'])).toBeGreaterThan(0);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'busy' });
  });

  it('is refused for good when the process has died of this image three times', async () => {
    const suspected = decoderCrashes();
    const alive = new AbortController();
    const die = () => post(dying, { suspected, fault: 'holds 2000 MB', ended: alive.signal });
    expect((await die()).status).toBe(429);
    expect((await die()).status).toBe(429);
    const third = await die();
    expect(third.status).toBe(422);
    expect(JSON.parse(third.body)).toMatchObject({
      code: 'decode_failed',
      detail: expect.stringContaining('2000 MB'),
    });
  });
});
