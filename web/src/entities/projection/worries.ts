// The worries of the whole system: what each Worker reports about itself, and what it cannot know, such as stuck events and
// invariants that do not hold. Pure.
import type { Health } from './projections.ts';

export type Worry = 'worker' | 'busy' | 'broken' | 'parked' | 'outbox' | 'retrying' | 'room' | 'restore';

interface Seen {
  health: Health | undefined;
  projections: readonly { parked: number; state: string }[];
  outbox: number;
  parkedSagas: number;
}

/** Their troubles have worries of their own below, such as `broken` or `parked`. */
const NAMED: ReadonlySet<string> = new Set(['observer', 'eventstore']);

/** A busy Worker is not ill; `busy` is a worry of its own. */
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
