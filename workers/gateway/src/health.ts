// Health of the whole: every Worker is asked at once, each with a deadline. What a service says about itself
// (the event store: its subscriptions) is passed on as it is, to operators only.
import { parseKeys } from '#shared/http/keys';
import type { Env } from './env.ts';
import { SERVICES } from './forwarding/routing-table.ts';

const DEADLINE_MS = 2_000;

/** `degraded` serves, but needs a look: a subscription that has stopped, for one. */
export type ServiceHealth = { status: string; [detail: string]: unknown };

export interface Health<Service = ServiceHealth> {
  status: 'ok' | 'degraded' | 'down';
  service: 'gateway';
  services: Record<string, Service>;
}

async function ask(service: Fetcher): Promise<ServiceHealth> {
  try {
    const response = await service.fetch('http://internal/health', {
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const said = await response.json<ServiceHealth>();
    return response.ok ? said : { ...said, status: 'down' };
  } catch {
    return { status: 'down' };
  }
}

/** The whole is as well as its worst part. */
export function overall(services: Record<string, ServiceHealth>): Health {
  const said = Object.values(services).map((s) => s.status);
  const worst = said.some((s) => s !== 'ok' && s !== 'degraded')
    ? 'down'
    : said.includes('degraded')
      ? 'degraded'
      : 'ok';
  return { status: worst, service: 'gateway', services };
}

/** What everybody may know: which Worker is well. Positions, errors and what is parked are for operators. */
export const bare = ({ services, ...whole }: Health): Health<{ status: string }> => ({
  ...whole,
  services: Object.fromEntries(Object.entries(services).map(([name, { status }]) => [name, { status }])),
});

/** `MEDIA_QUERY` is the binding to media-query. */
const nameOf = (binding: string): string => binding.toLowerCase().replaceAll('_', '-');

/** Asks every other Worker how it is. @throws when this one has no proper keys */
export async function health(env: Env): Promise<Health> {
  parseKeys(env.FORWARD_KEYS);
  parseKeys(env.CLIENT_KEYS);
  const answers = [...SERVICES, 'THUMBNAILER' as const].map(async (s) => [nameOf(s), await ask(env[s])] as const);
  return overall(Object.fromEntries(await Promise.all(answers)));
}
