// How the system is as a whole: what each Worker says of itself, and what it cannot know: events that are stuck, and
// invariants that do not hold. Well only where all of it was looked at. Pure.
import type { Health } from './projections.ts';

export type Worry = 'worker' | 'busy' | 'broken' | 'parked' | 'outbox' | 'retrying' | 'room' | 'restore';

interface Seen {
  health: Health | undefined;
  projections: readonly { parked: number; state: string }[];
  outbox: number;
  parkedSagas: number;
}

/** They need a look for reasons that are named by themselves: something is broken, something is parked. */
const NAMED: ReadonlySet<string> = new Set(['observer', 'eventstore']);

/** Busy is no illness, but it is not known to be well either. */
const isIll = (status: string): boolean => status !== 'ok' && status !== 'busy';

export function worriesOf({ health, projections, outbox, parkedSagas }: Seen): Worry[] {
  const services = Object.entries(health?.services ?? {});
  const worries: [Worry, boolean][] = [
    ['worker', services.some(([name, { status }]) => isIll(status) && (status === 'down' || !NAMED.has(name)))],
    ['busy', services.some(([, { status }]) => status === 'busy')],
    ['broken', health?.services['observer']?.status === 'degraded'],
    ['parked', parkedSagas > 0 || projections.some(({ parked }) => parked > 0)],
    ['outbox', outbox > 0],
    ['retrying', projections.some(({ state }) => state === 'retrying')],
    ['room', health?.services['eventstore']?.storage?.low === true],
    ['restore', health?.services['eventstore']?.restore !== undefined],
  ];
  return worries.filter(([, is]) => is).map(([name]) => name);
}
