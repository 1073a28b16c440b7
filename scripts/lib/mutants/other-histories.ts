// Rules of what follows from a restore: decisions and answers are about the history that there is now (docs/invariants.md, R2, R3).
import type { Mutant } from './mutant.ts';

export const OTHER_HISTORIES: readonly Mutant[] = [
  {
    rule: 'R3',
    breaks: 'what another history had deleted leaves the albums that start over',
    file: 'workers/album/src/projections/albums/query.ts',
    from: "const FOLLOWED = followedGeneration('album');",
    to: 'const FOLLOWED = SHOWN;',
    project: 'album',
    test: 'src/start-over.workerd',
  },
  {
    rule: 'R3',
    breaks: 'a saga of another history takes a living media item out of its albums',
    file: 'workers/album/src/remove-from-every-album.ts',
    from: "if (state.status === 'alive' || state.status === 'unknown') return replyNotDeleted(env, mediaId);",
    to: '',
    project: 'album',
    test: 'src/start-over.workerd',
  },
  {
    rule: 'R3',
    breaks: 'a position counts as shown while the rows that have it start over',
    file: 'shared/engine/eventstore/Subscription.ts',
    from: '(anew.isStartingOver(this.ctx.storage.kv) ? 0 : this.#checkpoint())',
    to: 'this.#checkpoint()',
    project: 'eventstore',
    test: 'test/put-back.workerd',
  },
  {
    rule: 'R3',
    breaks: 'the ZIP of an export that a restore has taken away lies in the bucket forever',
    file: 'workers/exporter/src/left-overs.ts',
    from: 'if (!state || OVER.includes(state.status)) await deleteExport(exports, id);',
    to: 'if (state && OVER.includes(state.status)) await deleteExport(exports, id);',
    project: 'domain',
    test: 'exporter/src/left-overs',
  },
  {
    rule: 'R3',
    breaks: 'a download that its shelf has lost never ends',
    file: 'workers/exporter/src/left-overs.ts',
    from: 'else if (state.expires_at !== null && Date.parse(state.expires_at) < now - LATE_MS)',
    to: 'else if (OVER.includes(state.status))',
    project: 'domain',
    test: 'exporter/src/left-overs',
  },
  {
    rule: 'R3',
    breaks: 'a snapshot of a history that has given way is kept',
    file: 'shared/engine/eventstore/EventStream.ts',
    from: '&& this.#rows.idAt(snapshot.version) === snapshot.last_id',
    to: '',
    project: 'eventstore',
    test: 'test/EventStream.workerd',
  },
];
