// The port to listen on: `PORT`, or 8080. Asked before anything is started, so that the answer is a clear one.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { userError } from '../node/user-error.mjs';

/** @throws UserError when `PORT` is no port */
export function wantedPort() {
  const text = process.env['PORT'] || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw userError(`PORT=${text} is not a port: choose a number from 1 to 65535.`);
  return port;
}

/** @returns the error code of listening there, or '' */
const listening = (port: number, host: string): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host }, () => server.close(() => resolve('')));
  });

/** @throws UserError when someone else has it */
export async function requireFreePort(port: number) {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await listening(port, host);
    if (code === 'EADDRINUSE')
      throw userError(`port ${port} is taken by another program. Choose another: PORT=8081 npm start`);
    if (code === 'EACCES')
      throw userError(`port ${port} needs more rights. Choose one above 1023: PORT=8081 npm start`);
  }
}

/**
 * A port that is free now. It is below the range from which the system picks ports for outgoing connections, so that none of
 * them takes it before the caller listens on it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const codes = await Promise.all(['127.0.0.1', '::1'].map((host) => listening(port, host)));
    if (!codes.includes('EADDRINUSE')) return port;
  }
}
