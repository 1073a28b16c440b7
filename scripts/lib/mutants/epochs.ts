// Rules of what is deleted, of positions given once in an epoch, and of ids that two streams share (docs/invariants.md, R1, R2 and R4).
import type { Mutant } from './mutant.ts';

const domain = { project: 'domain' as const };
const sweeper = {
  file: 'workers/media-command/src/sweeping/sweep.ts',
  from: 'settled && stream.agreed ? verdictOn(stream)',
  project: 'media-command' as const,
  test: 'sweeper.workerd',
};

export const EPOCHS: readonly Mutant[] = [
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
    rule: 'R1',
    breaks: 'bytes whose event a restore may have taken from both stores are swept',
    file: 'workers/media-command/src/sweeping/sweep.ts',
    from: '(mayBeLost(came) || isAwaited(id))',
    to: 'isAwaited(id)',
    project: 'media-command',
    test: 'sweeper.workerd',
  },
  {
    rule: 'R1',
    breaks: 'bytes of an upload that is being completed are swept',
    file: 'workers/media-command/src/sweeping/sweep.ts',
    from: '(mayBeLost(came) || isAwaited(id))',
    to: 'mayBeLost(came)',
    project: 'media-command',
    test: 'resumable/swept',
  },
  {
    rule: 'R2',
    breaks: 'a log that is put back while it is recovered counts as recovered',
    file: 'shared/engine/eventstore/log/epochs.ts',
    from: 'recovered_at IS NULL AND epoch <= ?2',
    to: 'recovered_at IS NULL AND ?2 >= 0',
    project: 'domain',
    test: 'log/epochs',
  },
  {
    rule: 'R2',
    breaks: 'a read model compares its guess about generations in part',
    file: 'shared/engine/projection/deliver.ts',
    from: 'if (String(guarded(actual)) === String(guarded(assumed))) throw error;',
    to: 'if (actual.following === assumed.following) throw error;',
    ...domain,
    test: 'inbox/rebuild.test',
  },
  {
    rule: 'R2',
    breaks: 'an earlier copy of the whole folder counts as the one that was used last',
    file: 'scripts/lib/state/last-start.ts',
    from: 'if (id === last.id || id === last.before) return null;',
    to: 'if (id === last.id || id !== last.before) return null;',
    ...domain,
    test: 'state/last-start',
  },
  {
    rule: 'R2',
    breaks: 'a further page goes on behind a position that is lost',
    file: 'shared/http/own-write.ts',
    from: 'const answer = await subscriptions.waitFor(name, position, 1).catch(() => ({ lost: false }));',
    to: 'const answer = { lost: false };',
    ...domain,
    test: 'shared/http/own-write',
  },
  {
    rule: 'R2',
    breaks: 'parts that the bucket has lost are waited for',
    file: 'workers/media-command/src/resumable/plan.ts',
    from: 'NOT_IN_R2.test(String(error))',
    to: 'NOT_IN_R2.test(String(error)) && String(error).length > 10_000',
    project: 'media-command',
    test: 'resumable/put-back',
  },
  {
    rule: 'R4',
    breaks: 'two media that are undone by events with one id count once',
    file: 'workers/album/src/reactions/take-out.ts',
    from: "derivedUuid('gone_media', cause.aggregate_id, cause.id, album_id)",
    to: "derivedUuid('gone_media', cause.id, album_id)",
    project: 'album',
    test: 'deliveries.workerd',
  },
];
