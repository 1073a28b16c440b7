// Asks every service for the description of its routes, and remembers the document for a minute: descriptions change
// with a deployment of a service, and never in between.
import { isAhead } from '#shared/engine/runtime/alarm';
import { log } from '#shared/engine/runtime/log';
import { Problem } from '#shared/http/problem';
import type { Paths } from '#shared/http/openapi';
import type { Env } from '../env.ts';
import { SERVICES, type Service } from '../forwarding/routing-table.ts';
import { documentOf } from './document.ts';

const REMEMBERED_MS = 60_000;
const DEADLINE_MS = 5_000;

type Document = ReturnType<typeof documentOf>;
let remembered: { document: Document; until: number } | undefined;

async function ask(env: Env, service: Service): Promise<Paths> {
  const response = await env[service].fetch('http://internal/openapi', {
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`${service}: ${response.status}`);
  return response.json<Paths>();
}

async function collect(env: Env): Promise<Document> {
  const asked = SERVICES.map(async (service) => [service, await ask(env, service)] as const);
  return documentOf(Object.fromEntries(await Promise.all(asked)), env);
}

/** @throws Problem service_unavailable when a service does not describe itself */
export async function openApi(env: Env): Promise<Document> {
  if (remembered && isAhead(remembered.until, Date.now(), REMEMBERED_MS)) return remembered.document;
  const document = await collect(env).catch((error: unknown) => {
    log('error', 'openapi not collected', { error });
    throw new Problem('service_unavailable', 'A service does not say what its routes are.');
  });
  remembered = { document, until: Date.now() + REMEMBERED_MS };
  return document;
}
