import type { Finding } from './check.ts';
import { uniqueBy } from './suspects.ts';

/** The finding of a check that goes through several lists: it has looked at everything when it has in each of them. */
export function together(findings: readonly Finding[]): Finding {
  const since = findings.map(({ wholeSince }) => wholeSince ?? -Infinity);
  const oldest = Math.min(...since);
  return {
    checked: findings.reduce((sum, { checked }) => sum + checked, 0),
    total: findings.reduce((sum, { total }) => sum + total, 0),
    wholeSince: oldest === -Infinity ? null : oldest,
    broken: uniqueBy(
      findings.flatMap(({ broken }) => broken),
      ({ text }) => text,
    ),
  };
}
