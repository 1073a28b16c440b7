// Rules of outages, restores, growth and clocks (docs/invariants.md, R1 to R9).
import type { Mutant } from './mutant.ts';

const domain = { project: 'domain' as const };
const sweeper = {
  file: 'workers/media-command/src/sweeping/sweep.ts',
  from: 'settled && stream.agreed ? verdictOn(stream)',
  project: 'media-command' as const,
  test: 'sweeper.workerd',
};

export const RECOVERY: readonly Mutant[] = [
  {
    rule: 'R1',
    breaks: 'the stream is not asked whether it agrees with the log',
    to: 'settled ? verdictOn(stream)',
    ...sweeper,
  },
  {
    rule: 'R1',
    breaks: 'files are swept while a restore is open',
    to: 'stream.agreed ? verdictOn(stream)',
    ...sweeper,
  },
  {
    rule: 'R5',
    breaks: 'what was late is answered 404 for a day',
    file: 'workers/gateway/src/forwarding/idempotency/once.ts',
    from: 'status < 400 || ABOUT_THE_REQUEST.has(status)',
    to: 'status < 500 || ABOUT_THE_REQUEST.has(status)',
    project: 'gateway',
    test: 'idempotency/once.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a lease whose holder has vanished is held for ever',
    file: 'shared/engine/runtime/lease.ts',
    from: 'if (other && isAhead(other.until, now, ms)) return null;',
    to: 'if (other) return null;',
    ...domain,
    test: 'runtime/lease',
  },
  {
    rule: 'R7',
    breaks: 'a lease lasts until a clock that went back has caught up',
    file: 'shared/engine/runtime/lease.ts',
    from: 'isAhead(other.until, now, ms)',
    to: 'other.until > now',
    ...domain,
    test: 'runtime/lease',
  },
  {
    rule: 'R5',
    breaks: 'of all that is parked a first page is tried',
    file: 'workers/eventstore/src/repair/parked.ts',
    from: 'if (page.length < PARTITIONS) break;',
    to: 'break;',
    ...domain,
    test: 'repair/parked',
  },
  {
    rule: 'R5',
    breaks: 'what an outage has parked waits for a person',
    file: 'shared/engine/eventstore/subscription/SelfRepair.ts',
    from: 'for (const head of heads.values())',
    to: 'for (const head of [...heads.values()].slice(0, 1))',
    ...domain,
    test: 'subscription/SelfRepair',
  },
  {
    rule: 'R7',
    breaks: 'a user whom a wrong clock has limited stays locked out',
    file: 'workers/gateway/src/edge/rate-limit/take.ts',
    from: "'CASE WHEN full_at > ?2 + ?4 THEN ?2 ELSE MAX(full_at, ?2) END'",
    to: "'MAX(full_at, ?2)'",
    project: 'gateway',
    test: 'rate-limit/limit.workerd',
  },
  {
    rule: 'R6',
    breaks: 'a page of a timeline has no end by its bytes',
    file: 'shared/engine/saga/timeline.ts',
    from: 'JSON.stringify(one).length, {',
    to: '0, {',
    ...domain,
    test: 'saga/timeline',
  },
  {
    rule: 'R5',
    breaks: 'a rebuild whose generation is gone waits for it for ever',
    file: 'shared/engine/eventstore/rebuild/advance.ts',
    from: 'if (green !== generation && shown !== generation) return ANEW;',
    to: '',
    ...domain,
    test: 'rebuild/advance',
  },
];
