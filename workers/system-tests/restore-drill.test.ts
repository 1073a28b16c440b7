// The restore drill (R1-R3): a library is put back to an earlier instant, each store alone and several to different ones, as a
// person does who copies folders. `npm run recover` says what it would do, does it, and every read model is then equal to the
// log, row by row; what a stream or the log still had is in both.
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { act, objectsIn, plan } from '../../scripts/lib/recover/recover.ts';
import { logIn } from '../../scripts/lib/seed/client.ts';
import { Client } from './client.ts';
import { RECOVERY_MS, startSystem } from './started-system.ts';

interface Stored {
  position: number;
  id: string;
  aggregate_id: string;
  event_type: string;
}

/** The file of the database that has this table; local names are hashes. */
const databaseWith = (state: string, table: string): string => {
  const found = globSync(join(state, 'v3', 'd1', '*', '*.sqlite')).find((file) => {
    const db = new DatabaseSync(file);
    try {
      return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
    } finally {
      db.close();
    }
  });
  if (!found) throw new Error(`no database has ${table}`);
  return found;
};

/** Puts one database, or the folder of one kind of object, back to what `from` has. */
const putBack = (state: string, from: string, store: string): void => {
  const objects = { streams: '*EventStream', sagas: '*SagaCoordinator' }[store];
  if (objects) {
    const [folder] = globSync(join(state, 'v3', 'do', objects));
    const [old] = globSync(join(from, 'v3', 'do', objects));
    if (!folder || !old) throw new Error(`there are ${store}`);
    rmSync(folder, { recursive: true });
    cpSync(old, folder, { recursive: true });
    return;
  }
  const table = store === 'monitor' ? 'saga_checkpoint' : store;
  const [mine, old] = [databaseWith(state, table), databaseWith(from, table)];
  for (const file of globSync(`${mine}*`)) rmSync(file);
  for (const file of globSync(`${old}*`)) cpSync(file, join(dirname(mine), basename(file)));
};

const folder = (name: string): string => mkdtempSync(join(tmpdir(), `mediahub-${name}-`));

describe('a library that was put back', () => {
  const [earlier, latest] = [folder('earlier'), folder('latest')];
  let kept = '';
  let renamed = '';

  const uploaded = async (operator: Client): Promise<string> => {
    const { id } = (await operator.upload()).body;
    await eventually(async () => {
      const { status } = await operator
        .get<{ status: string }>(`/api/v1/media/${id}`)
        .catch(() => ({ status: '' }));
      return status === 'processed' || undefined;
    }, RECOVERY_MS);
    return id;
  };

  beforeAll(async () => {
    const first = await startSystem(latest);
    let operator = await Client.login(null, first.base);
    renamed = await uploaded(operator);
    await first.halt();
    cpSync(latest, earlier, { recursive: true });
    const second = await startSystem(latest);
    operator = await Client.login(null, second.base);
    kept = await uploaded(operator);
    await operator.call('PATCH', `/api/v1/media/${renamed}`, { filename: 'renamed.jpg' });
    await operator.call('POST', '/api/v1/albums', { name: 'Later', description: '' });
    await eventually(async () => {
      const { projections } = await operator.get<{ projections: { lag: number }[] }>('/api/v1/projections');
      return projections.every(({ lag }) => lag === 0) || undefined;
    }, RECOVERY_MS);
    await second.halt();
  }, RECOVERY_MS * 3);
  afterAll(() => [earlier, latest].forEach((state) => rmSync(state, { recursive: true, force: true })));

  it.each([
    ['the log alone', ['events']],
    ['all streams alone', ['streams']],
    ['the library alone', ['media']],
    ['the log and the albums, and not the streams', ['events', 'albums']],
    ['the sagas alone', ['sagas']],
    ['the monitor of the sagas alone', ['monitor']],
  ])(
    '%s: what is left of it is brought together again',
    async (_what, stores) => {
      const state = folder('restored');
      cpSync(latest, state, { recursive: true });
      for (const store of stores) putBack(state, earlier, store);
      const system = await startSystem(state);
      try {
        const call = await logIn(system.base, null);
        const operator = await Client.login(null, system.base);
        const said = await plan(call, objectsIn(state));
        const done = await act(call, objectsIn(state), {
          ms: RECOVERY_MS,
          sagas: stores.includes('sagas'),
        });
        const saga = await eventually(
          async () => (await operator.get<{ id: string }[]>(`/api/v1/sagas?q=${kept}&status=all`))[0],
          RECOVERY_MS,
        );
        expect(await operator.get(`/api/v1/sagas/${saga.id}/timeline`)).not.toEqual([]);
        expect(
          done.filter((line) => line.includes('rows')),
          [...said, ...done].join('\n'),
        ).toHaveLength(3);
        expect(done.join('\n'), said.join('\n')).not.toContain('NOT equal');

        const events = await operator.get<Stored[]>('/api/v1/events?scope=all&limit=200');
        const of = (id: string) =>
          events.filter(({ aggregate_id }) => aggregate_id === id).map((e) => e.event_type);
        expect(of(renamed)).toContain('MediaRenamed');
        expect(of(kept)).toContain('MediaProcessed');
        expect(new Set(events.map(({ aggregate_id, id }) => `${aggregate_id} ${id}`)).size).toBe(events.length);
        expect(await operator.get(`/api/v1/media/${renamed}`)).toMatchObject({ filename: 'renamed.jpg' });
        const { albums } = { albums: await operator.get<{ name: string }[]>('/api/v1/albums') };
        expect(albums.map(({ name }) => name)).toContain('Later');
        // And it goes on: what is uploaded now is shown by everything.
        expect(await uploaded(operator)).toBeTruthy();
        if (!stores.includes('events')) return;
        // A position of the history that is gone leads nowhere, instead of to what came after it.
        const lost = events.filter(({ position }) => position < 1_000_000_000).length + 1;
        expect((await operator.call('GET', `/api/v1/events?after=${lost}`)).status).toBe(409);
        expect((await operator.call('GET', `/api/v1/media?min_position=${lost}`)).status).toBe(409);
      } finally {
        await system.stop();
      }
    },
    RECOVERY_MS * 3,
  );
});
