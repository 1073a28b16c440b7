// The observer's own folds beside the published ones: a second opinion must come to the same result.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { AlbumState } from '#shared/mediahub/state/album';
import type { MediaState } from '#shared/mediahub/state/media';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { durableSql } from '#shared/engine/testing/sqlite';
import { statesOf } from '../test/consistent-system.ts';
import { logs } from '../test/possible-logs.ts';
import { LogReplica } from './LogReplica.ts';

/** `ignored`: a type of event that this replica ignores. */
const agrees = (ignored?: string) =>
  fc.property(logs, (log: LoggedEvent[]) => {
    const replica = new LogReplica(durableSql().sql);
    for (const event of log) if (event.event_type !== ignored) replica.apply(event);
    const media = [...statesOf<MediaState>(log, 'Media')].map(([id, { user_id, status }]) => ({
      id,
      user_id,
      status,
    }));
    expect(replica.all('SELECT id, user_id, status FROM media ORDER BY id')).toEqual(
      media.sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const entries = [...statesOf<AlbumState>(log, 'Album')].flatMap(([album, state]) =>
      Object.keys(state.media).map((id) => `${album} ${id}`),
    );
    const noted = replica.all<{ entry: string }>(
      "SELECT album_id || ' ' || media_id AS entry FROM entries ORDER BY 1",
    );
    expect(noted.map(({ entry }) => entry)).toEqual(entries.toSorted());
    if (ignored === undefined)
      expect([replica.cursor(), replica.all('SELECT * FROM holes')]).toEqual([log.length, []]);
  });

it(
  'the folds of any log are its published states, and find no hole in it',
  () => fc.assert(agrees(), fcParameters(100)),
  timeoutFor(5_000),
);

it('what was noted of a history that a restore took away is ignored whole', () => {
  const forgets = fc.property(logs, logs, (lost: LoggedEvent[], log: LoggedEvent[]) => {
    const [replica, fresh] = [new LogReplica(durableSql().sql), new LogReplica(durableSql().sql)];
    for (const event of lost) replica.apply(event);
    const pass = replica.pass('a-check', 0);
    replica.savePass({ ...pass, place: 'of another history' });
    replica.reset();
    expect(() => replica.savePass(pass), 'what it looked at is gone').toThrow('restore');
    for (const event of log) [replica, fresh].forEach((one) => one.apply(event));
    const tables = fresh.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
    for (const { name } of tables)
      expect(replica.all(`SELECT * FROM "${name}"`), name).toEqual(fresh.all(`SELECT * FROM "${name}"`));
  });
  fc.assert(forgets, fcParameters(30));
});

it.each([
  'MediaUploaded',
  'MediaProcessed',
  'MediaProcessingFailed',
  'MediaUploadCompensated',
  'MediaDeleted',
  'MediaAddedToAlbum',
  'MediaRemovedFromAlbum',
  'AlbumDeleted',
])('a replica that ignores %s is caught', (type) => {
  expect(fc.check(agrees(type), { seed: 1, numRuns: 3000, endOnFailure: true }).failed).toBe(true);
});
