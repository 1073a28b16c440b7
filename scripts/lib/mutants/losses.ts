// Rules of what a restore, or a bucket, has lost, and of who sees it (docs/invariants.md, R3 and R8).
import type { Mutant } from './mutant.ts';

const domain = { project: 'domain' as const };

export const LOSSES: readonly Mutant[] = [
  {
    rule: 'R3',
    breaks: 'a read model that starts over once more is shown before it has caught up',
    file: 'shared/engine/eventstore/subscription/start-over.ts',
    from: 'if (startsOver && checkpoint < upTo) return false;',
    to: '',
    ...domain,
    test: 'subscription/start-over',
  },
  {
    rule: 'R8',
    breaks: 'what a round of the board has found broken is forgotten by the next one',
    file: 'workers/observer/src/Notes.ts',
    from: "if (broken) this.sql.exec('INSERT OR IGNORE",
    to: "if (broken && id === '') this.sql.exec('INSERT OR IGNORE",
    ...domain,
    test: 'checks/rounds',
  },
  {
    rule: 'R8',
    breaks: 'only the newest uploads are asked for their sagas',
    file: 'workers/observer/src/checks/sagas.ts',
    from: "const further = uploads(world, 'position < ?', start);",
    to: "const further = uploads(world, 'position < ?', start).slice(0, 0);",
    ...domain,
    test: 'checks/large-library',
  },
  {
    rule: 'R3',
    breaks: 'a renewal passes over renditions that the bucket has lost',
    file: 'workers/media-command/src/renewal/page.ts',
    from: 'return rendered.sides.some((side) => !keys.has(renditionKey(id, side)));',
    to: 'return false;',
    project: 'media-command',
    test: 'renewal/renewal.workerd',
  },
  {
    rule: 'R1',
    breaks: 'bytes whose event a restore may have taken from both stores are swept',
    file: 'workers/media-command/src/sweeping/sweep.ts',
    from: "if (verdicts.get(id) === 'unknown' && mayBeLost(came))",
    to: "if (verdicts.get(id) === 'unknown' && mayBeLost(came) && came < 0)",
    project: 'media-command',
    test: 'sweeper.workerd',
  },
  {
    rule: 'R3',
    breaks: 'a user whom no login leads to counts as there',
    file: 'workers/gateway/src/account/lost-accounts.ts',
    from: 'WHERE value NOT IN (SELECT user_id FROM identities)',
    to: 'WHERE value NOT IN (SELECT id FROM users) AND value IN (SELECT user_id FROM identities)',
    project: 'gateway',
    test: 'account/lost-accounts.workerd',
  },
  {
    rule: 'R8',
    breaks: 'two operators give a lost user to two people',
    file: 'workers/gateway/src/account/lost-accounts.ts',
    from: "const IS_LOST = 'NOT EXISTS (SELECT 1 FROM identities WHERE user_id = ?1)';",
    to: "const IS_LOST = '?1 IS NOT NULL';",
    project: 'gateway',
    test: 'account/lost-accounts.workerd',
  },
];
