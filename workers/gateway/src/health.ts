// Health of the whole: every Worker is asked at once. What a service says about itself (the event store: its subscriptions)
// is passed on unchanged, to operators only. Busy is not dead (invariant R9): a Worker that has not answered yet is `busy`, and `down`
// only after a silence that no load explains, or if it says so itself.
import { TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import { parseKeys } from '#shared/http/keys';
import type { Env } from './env.ts';
import { SERVICES } from './forwarding/routing-table.ts';
import { UnansweredProbes } from './unanswered-probes.ts';

/** How long to wait for an answer: for a probe, and for a person. A late answer still counts, for the next request. */
export const TIMEOUT_MS = { probe: 250, person: 2_000 };

/** `degraded` serves, but needs a look: a subscription that has stopped, for one. */
export type ServiceHealth = { status: string; [detail: string]: unknown };

export interface Health<Service = ServiceHealth> {
  status: 'ok' | 'busy' | 'degraded' | 'down';
  service: 'gateway';
  services: Record<string, Service>;
}

/** What this isolate waits for. Plain data: no request touches what another one has opened. */
const probes = new UnansweredProbes();

interface Asking {
  timeout_ms: number;
  /** Keeps alive what is still open then. */
  later: (work: Promise<unknown>) => void;
}

/** Null when none came. */
async function answerOf(service: Fetcher): Promise<ServiceHealth | null> {
  const signal = AbortSignal.timeout(UnansweredProbes.MOST_MS);
  try {
    const response = await service.fetch('http://internal/health', { signal });
    const said = await response.json<ServiceHealth>();
    return response.ok ? said : { ...said, status: 'down' };
  } catch {
    return signal.aborted ? null : { status: 'down' };
  }
}

async function ask(name: string, service: Fetcher, { timeout_ms, later }: Asking): Promise<ServiceHealth> {
  const heard = probes.ask(name, Date.now());
  const silent = (): ServiceHealth => ({ status: probes.isOver(name, Date.now()) ? 'down' : 'busy' });
  if (!heard) return silent();
  const answering = answerOf(service).then((answer) => {
    if (answer) heard();
    return answer;
  });
  later(answering);
  const answer = await within(timeout_ms, answering);
  return answer === TIMED_OUT || !answer ? silent() : answer;
}

const WORSE = ['ok', 'busy', 'degraded', 'down'] as const;

/** The whole is as healthy as its worst part; an unknown status is the worst. */
export function overall(services: Record<string, ServiceHealth>): Health {
  const said = Object.values(services).map(({ status }) => WORSE.indexOf(status as (typeof WORSE)[number]));
  const worst = said.includes(-1) ? 'down' : (WORSE[Math.max(0, ...said)] ?? 'down');
  return { status: worst, service: 'gateway', services };
}

/** The public part: which Worker is healthy. Positions, errors and parked events are for operators. */
export const bare = ({ services, ...whole }: Health): Health<{ status: string }> => ({
  ...whole,
  services: Object.fromEntries(Object.entries(services).map(([name, { status }]) => [name, { status }])),
});

/** `MEDIA_QUERY` is the binding to media-query. */
const nameOf = (binding: string): string => binding.toLowerCase().replaceAll('_', '-');

/** Asks every other Worker how it is. @throws when this one has no proper keys */
export async function health(env: Env, asking: Asking): Promise<Health> {
  parseKeys(env.FORWARD_KEYS);
  parseKeys(env.CLIENT_KEYS);
  const answers = [...SERVICES, 'THUMBNAILER' as const].map(async (s) => {
    const name = nameOf(s);
    return [name, await ask(name, env[s], asking)] as const;
  });
  return overall(Object.fromEntries(await Promise.all(answers)));
}
