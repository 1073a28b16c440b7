// The public part of a subscription's state. An error message may contain any user's data: everyone may
// know that a delivery failed, and operators why.
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { withoutRows } from '#shared/engine/eventstore/rebuild/state';

const FAILED = 'It failed; operators see why.';

const unsaid = (error: string | null): string | null => error && FAILED;

/** A rebuild without its error message and without rows, which may be any user's. */
export const publicRebuild = (rebuild: RebuildStatus): RebuildStatus => ({
  ...withoutRows(rebuild),
  last_error: unsaid(rebuild.last_error),
});

export const publicStatus = ({ rebuild, ...status }: SubscriptionStatus): SubscriptionStatus => ({
  ...status,
  last_error: unsaid(status.last_error),
  ...(rebuild ? { rebuild: publicRebuild(rebuild) } : rebuild === null ? { rebuild } : {}),
});
