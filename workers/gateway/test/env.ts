// What the tests see of the Worker, typed once: its bindings, its migrations, its HTTP surface.
import type { D1Migration } from 'cloudflare:test';
import { env as bindings, exports } from 'cloudflare:workers';
import type { Env } from '../src/env.ts';

export const env = bindings as unknown as Env & { MIGRATIONS: D1Migration[] };

const worker = (exports as unknown as { default: { fetch: typeof fetch } }).default;

/** The gateway under any host name that a request uses. */
export const fetchGateway = (request: Request): Promise<Response> => worker.fetch(request);

/** The gateway as a client at this machine meets it. */
export const http = (path: string, init: RequestInit = {}): Promise<Response> =>
  worker.fetch(`http://localhost:8080${path}`, { redirect: 'manual', ...init });
