// What is known of each read model's last rebuild. It arrives three ways (the live feed, a query, the answer to the button),
// which may overtake each other; an ordinary message about a subscription leaves it out. The newest is kept.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { RebuildPhase, RebuildStatus } from '#shared/engine/ports/rebuild';

const RANK: Record<RebuildPhase, number> = { filling: 0, comparing: 1, cutting_over: 2, cleaning: 3 };
const OVER = 4;

const rankOf = ({ phase }: RebuildStatus): number => (phase === null ? OVER : RANK[phase]);

/** Positive when `one` was said after `other`. A rebuild never goes back, and a later one begins later. */
const order = (one: RebuildStatus, other: RebuildStatus): number =>
  one.started_at.localeCompare(other.started_at) || rankOf(one) - rankOf(other) || one.position - other.position;

/** The live feed carries no rows: those from an operator's query about the same end are kept. */
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

type Reported = Pick<SubscriptionStatus, 'name' | 'rebuild'>;

export interface RebuildMemory {
  /** The status, with the newest rebuild that is known of its read model. */
  withRebuild<T extends Reported>(status: T): T;
  forget(): void;
}

export function createRebuildMemory(): RebuildMemory {
  const known = new Map<SubscriptionName, RebuildStatus>();
  return {
    withRebuild(status) {
      const before = known.get(status.name);
      const said = status.rebuild;
      if (said && !(before && order(before, said) > 0)) {
        const rebuild = before ? withRows(said, before) : said;
        known.set(status.name, rebuild);
        return { ...status, rebuild };
      }
      return before ? { ...status, rebuild: before } : status;
    },
    forget: () => known.clear(),
  };
}
