// The restore drill (R1-R3): a library is put back to an earlier instant, each store alone and several to different ones, as a
// person does who copies folders. `npm run recover` says what it would do, does it, and every read model is then equal to the
// log, row by row; what a stream or the log still had is in both.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { eventually } from '#shared/engine/testing/eventually';
import { attachAccount } from '../../scripts/lib/recover/accounts.ts';
import { act, objectsIn, plan } from '../../scripts/lib/recover/recover.ts';
import { logIn } from '../../scripts/lib/seed/client.ts';
import { forgetStarts } from '../../scripts/lib/state/last-start.ts';
import { Client } from './client.ts';
import { leaveHole, putBack } from './put-back.ts';
import { RECOVERY_MS, startSystem } from './started-system.ts';

interface Stored {
  position: number;
  id: string;
  aggregate_id: string;
  version: number;
  event_type: string;
}

const folder = (name: string): string => mkdtempSync(join(tmpdir(), `mediahub-${name}-`));

describe('a library that was put back', () => {
  const [earlier, latest] = [folder('earlier'), folder('latest')];
  let kept = '';
  let renamed = '';
  let exported = '';
  let alice = '';

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
    alice = (await Client.login('alice', second.base)).userId;
    await operator.call('PATCH', `/api/v1/media/${renamed}`, { filename: 'renamed.jpg' });
    await operator.call('POST', '/api/v1/albums', { name: 'Later', description: '' });
    const asked = await operator.call<{ export_id: string }>('POST', '/api/v1/albums/default/export');
    exported = asked.body.export_id;
    await eventually(async () => {
      const { status } = await operator.get<{ status: string }>(`/api/v1/exports/${exported}`);
      return status === 'completed' || undefined;
    }, RECOVERY_MS);
    await eventually(async () => {
      const { projections } = await operator.get<{ projections: { lag: number }[] }>('/api/v1/projections');
      return projections.every(({ lag }) => lag === 0) || undefined;
    }, RECOVERY_MS);
    await second.halt();
  }, RECOVERY_MS * 3);
  afterAll(() =>
    [earlier, latest].forEach((state) => {
      forgetStarts(state);
      rmSync(state, { recursive: true, force: true });
    }),
  );

  it.each([
    ['the log alone', ['events']],
    ['all streams alone', ['streams']],
    ['the library alone', ['media']],
    ['the log and the albums, and not the streams', ['events', 'albums']],
    ['the sagas alone', ['sagas']],
    ['the monitor of the sagas alone', ['monitor']],
    ['the shelves of exports alone', ['shelves']],
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
        const albums = await operator.get<{ name: string }[]>('/api/v1/albums');
        expect(albums.map(({ name }) => name)).toContain('Later');
        const exports = await operator.get<{ id: string; status: string }[]>('/api/v1/exports');
        expect(exports).toEqual([expect.objectContaining({ id: exported, status: 'completed' })]);
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

  it(
    'a log that an old version left with a hole: the board and the plan find it, and all is published in its order',
    async () => {
      const state = folder('holed');
      cpSync(latest, state, { recursive: true });
      leaveHole(state, renamed);
      const system = await startSystem(state);
      try {
        const call = await logIn(system.base, null);
        const operator = await Client.login(null, system.base);
        const board = async () => {
          const { body } = await operator.call<Invariant[]>('POST', '/api/v1/invariants/check');
          return Object.fromEntries(body.map(({ id, state: how }) => [id, how]));
        };
        expect(await board()).toMatchObject({ 'versions-dense': 'red', 'positions-dense': 'green' });
        const said = (await plan(call, objectsIn(state))).join('\n');
        expect(said).toMatch(new RegExp(`With a hole in the log.*: 1 \\(${renamed}\\)`));
        const stored = () => operator.get<Stored[]>('/api/v1/events?scope=all&limit=200');
        const before = await stored();

        const done = (await act(call, objectsIn(state), { ms: RECOVERY_MS })).join('\n');
        expect(done.match(/rows, equal/g), done).toHaveLength(3);
        const after = await stored();
        const own = after.filter(({ aggregate_id }) => aggregate_id === renamed);
        const inOrder = own.toSorted((a, b) => a.position - b.position).map(({ version }) => version);
        expect(inOrder).toEqual(own.map((_, n) => n + 1));
        expect(own.length).toBeGreaterThan(2);
        // What is at a position stays there, or goes; nothing else comes to it.
        const positions = new Map(before.map(({ position, id }) => [position, id]));
        expect(after.filter(({ position, id }) => (positions.get(position) ?? id) !== id)).toEqual([]);
        expect(await operator.get(`/api/v1/media/${renamed}`)).toMatchObject({
          status: 'processed',
          filename: 'renamed.jpg',
        });
        await eventually(async () => {
          expect(Object.entries(await board()).filter(([, how]) => how !== 'green')).toEqual([]);
          return true;
        });
        expect((await plan(call, objectsIn(state))).join('\n')).toContain(
          'With a hole in the log, whose events from there on are published again in their order: 0.',
        );
        expect(await uploaded(operator)).toBeTruthy();
      } finally {
        await system.stop();
      }
    },
    RECOVERY_MS * 3,
  );

  it(
    'the whole folder: the next start notices it, and no position is given twice',
    async () => {
      const state = folder('whole');
      cpSync(latest, state, { recursive: true });
      const before = await startSystem(state);
      const { position: last = 0 } =
        (await (await Client.login(null, before.base)).get<Stored[]>('/api/v1/events?scope=all&limit=200')).at(
          -1,
        ) ?? {};
      await before.halt();
      rmSync(state, { recursive: true });
      cpSync(earlier, state, { recursive: true });
      const system = await startSystem(state);
      try {
        const call = await logIn(system.base, null);
        const operator = await Client.login(null, system.base);
        expect((await plan(call, objectsIn(state))).join('\n')).toMatch(/in epoch 2 .* an earlier copy/);
        await uploaded(operator);
        expect((await operator.call('GET', `/api/v1/events?after=${last}`)).status).toBe(409);
        const events = await operator.get<Stored[]>(`/api/v1/events?scope=all&limit=200`);
        expect(Math.max(...events.map(({ position }) => position))).toBeGreaterThan(1_000_000_000);
        const done = (await act(call, objectsIn(state), { ms: RECOVERY_MS })).join('\n');
        expect(done.match(/rows, equal/g), done).toHaveLength(3);
      } finally {
        await system.stop();
      }
    },
    RECOVERY_MS * 2,
  );

  it(
    'the accounts alone: users who signed up since are listed, and get their id back once an operator attaches them',
    async () => {
      const state = folder('accounts');
      cpSync(latest, state, { recursive: true });
      putBack(state, earlier, 'identities');
      const system = await startSystem(state);
      try {
        const call = await logIn(system.base, null);
        expect((await plan(call, [])).join('\n')).toContain(alice);
        const me = async () => (await Client.login('alice', system.base)).userId;
        const now = await me();
        expect(now).not.toBe(alice);
        expect(await attachAccount(call, [alice, now])).toContain(`leads to ${alice}`);
        expect(await me()).toBe(alice);
      } finally {
        await system.stop();
      }
    },
    RECOVERY_MS,
  );
});
