// A bucket with ZIPs of every kind: those that no shelf will delete are deleted; those that are wanted, or uncertain, stay.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { newId } from '#shared/mediahub/ids';
import { appendHistory } from '#shared/mediahub/testing/append-history';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { sweepLeftOvers } from './left-overs.ts';
import { zipKey } from './manifest.ts';

const NOW = Date.parse('2026-12-10T00:00:00Z');
const DAY_MS = 86_400_000;
const user_id = 'user-a';

const KINDS = ['nothing', 'requested', 'written', 'fresh', 'overdue', 'discarded', 'expired'] as const;
type Kind = (typeof KINDS)[number];
/** What becomes of its ZIP. */
const FATE: Record<Kind, 'goes' | 'stays' | 'is handed over'> = {
  nothing: 'goes',
  requested: 'stays',
  written: 'stays',
  fresh: 'stays',
  overdue: 'is handed over',
  discarded: 'goes',
  expired: 'goes',
};

const completed = (ms: number) => ({
  event_type: 'ExportCompleted' as const,
  data: { expires_at: new Date(NOW + ms).toISOString() },
});
const STORY = {
  nothing: [],
  requested: [],
  written: [{ event_type: 'ExportWritten', data: { size: 1 } }],
  fresh: [completed(1)],
  overdue: [completed(-2 * DAY_MS)],
  discarded: [{ event_type: 'ExportDiscarded', data: { reason: 'r' } }],
  expired: [completed(-2 * DAY_MS), { event_type: 'ExportExpired', data: {} }],
} as const;

/** A bucket of these keys, in order, in pages of R2. */
function bucketOf(keys: Set<string>): R2Bucket {
  const list = ({ prefix = '', startAfter = '', limit = 1000 }: R2ListOptions = {}) =>
    Promise.resolve({
      objects: [...keys]
        .toSorted()
        .filter((key) => key.startsWith(prefix) && key > startAfter)
        .slice(0, limit)
        .map((key) => ({ key })),
    });
  const remove = (gone: string | string[]) => Promise.resolve([gone].flat().forEach((key) => keys.delete(key)));
  return { list, delete: remove } as unknown as R2Bucket;
}

async function swept(kinds: readonly Kind[], agrees: (n: number) => boolean, settled: boolean, calls: number) {
  const store = memoryEventStore();
  const ids: string[] = [];
  for (const kind of kinds) {
    const id = newId('export');
    ids.push(id);
    if (kind === 'nothing') continue;
    const data = { user_id, album_id: newId('album'), album_name: 'Kyoto' };
    await appendHistory(store, 'Export', id, { event_type: 'ExportRequested', data });
    for (const event of STORY[kind]) await appendHistory(store, 'Export', id, event);
  }
  const keys = new Set([
    ...ids.flatMap((id) => [zipKey(id), `exports/${id}.json`, `exports/${id}/00000000.json`]),
    'exports/readme.txt',
  ]);
  const handed = new Set<string>();
  const around = {
    exports: bucketOf(keys),
    store: {
      ...store,
      compareWithLog: async (asked: readonly string[]) => {
        const { streams } = await store.compareWithLog(asked);
        const agreed = (id: string) => agrees(ids.indexOf(id));
        return { settled, lost: [], streams: streams.map((s) => ({ ...s, agreed: agreed(s.aggregate_id) })) };
      },
    },
    shelfOf: (owner: string) => ({
      expireAt: (id: string) => {
        expect(owner).toBe(user_id);
        return Promise.resolve(void handed.add(id));
      },
    }),
  };
  for (let n = 0; n < calls; n++) await sweepLeftOvers(around, ((n * 16) / calls).toString(16)[0] ?? '', NOW);
  expect(keys).toContain('exports/readme.txt');
  const isThere = (id: string) => [...keys].some((key) => key.includes(id));
  return ids.map((id) => (handed.has(id) ? 'is handed over' : isThere(id) ? 'stays' : 'goes'));
}

it('deletes the ZIPs that nothing else would delete, in a bucket of any size', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...KINDS), { maxLength: 40 }), fc.nat(7), async (kinds, doubted) => {
      const fates = await swept(kinds, (n) => n % 8 !== doubted, true, 4);
      expect(fates).toEqual(kinds.map((kind, n) => (n % 8 === doubted ? 'stays' : FATE[kind])));
    }),
    fcParameters(25),
  ));

it('a large bucket is looked through in the course of many calls', async () => {
  const kinds = Array.from({ length: 250 }, () => 'discarded' as const);
  expect(new Set(await swept(kinds, () => true, true, 16))).toEqual(new Set(['goes']));
});

it('touches nothing while a restore is not finished', async () => {
  expect(new Set(await swept(KINDS, () => true, false, 2))).toEqual(new Set(['stays']));
});
