// What the tests see of the Worker, typed once: its bindings, its migrations, its HTTP surface.
import { env as bindings, exports } from 'cloudflare:workers';
import type { D1Migration } from 'cloudflare:test';
import type { Env } from '../src/env.ts';

export const env = bindings as unknown as Env & { MIGRATIONS: D1Migration[] };

/** The default export, called through the runtime. */
export const http = (exports as unknown as { default: { fetch: typeof fetch } }).default;
