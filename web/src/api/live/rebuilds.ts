// What is known of each read model's last rebuild. It is told three ways (live, by a question, by the answer to the
// button) and they overtake each other; ordinary news of a subscription says nothing of it at all. The newest stays.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { RebuildPhase, RebuildStatus } from '#shared/engine/ports/rebuild';

const RANK: Record<RebuildPhase, number> = { filling: 0, comparing: 1, cutting_over: 2, cleaning: 3 };
const OVER = 4;

const rankOf = ({ phase }: RebuildStatus): number => (phase === null ? OVER : RANK[phase]);

/** Positive when `one` was said after `other`. A rebuild never goes back, and a later one begins later. */
const order = (one: RebuildStatus, other: RebuildStatus): number =>
  one.started_at.localeCompare(other.started_at) || rankOf(one) - rankOf(other) || one.position - other.position;

/** Live, no one is told of rows: what an operator has been answered about the same end stays. */
const withRows = (said: RebuildStatus, before: RebuildStatus): RebuildStatus =>
  said.certificate && before.certificate && order(said, before) === 0
    ? {
        ...said,
        certificate: {
          ...said.certificate,
          first_difference: said.certificate.first_difference ?? before.certificate.first_difference,
        },
      }
    : said;

type Told = Pick<SubscriptionStatus, 'name' | 'rebuild'>;

export interface RebuildMemory {
  /** What was told, with the newest rebuild that is known of it. */
  withRebuild<T extends Told>(told: T): T;
  forget(): void;
}

export function createRebuildMemory(): RebuildMemory {
  const known = new Map<SubscriptionName, RebuildStatus>();
  return {
    withRebuild(told) {
      const before = known.get(told.name);
      const said = told.rebuild;
      if (said && !(before && order(before, said) > 0)) {
        const rebuild = before ? withRows(said, before) : said;
        known.set(told.name, rebuild);
        return { ...told, rebuild };
      }
      return before ? { ...told, rebuild: before } : told;
    },
    forget: () => known.clear(),
  };
}
