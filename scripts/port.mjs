// The port to listen on: `PORT`, or 8080. Asked before anything is started, so that the answer is a clear one.
import { createServer } from 'node:net';
import { refusal } from './refusal.mjs';

/** @throws Refusal when `PORT` is no port */
export function wantedPort() {
  const text = process.env['PORT'] || '8080';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw refusal(`PORT=${text} is not a port: choose a number from 1 to 65535.`);
  return port;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string>} the error code of listening there, or ''
 */
const listening = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host }, () => server.close(() => resolve('')));
  });

/**
 * @param {number} port
 * @throws Refusal when somebody else has it
 */
export async function requireFreePort(port) {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await listening(port, host);
    if (code === 'EADDRINUSE')
      throw refusal(`port ${port} is taken by another program. Choose another: PORT=8081 npm start`);
    if (code === 'EACCES')
      throw refusal(`port ${port} needs more rights. Choose one above 1023: PORT=8081 npm start`);
  }
}

/** A port that nobody has just now. */
export const freePort = () =>
  new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
