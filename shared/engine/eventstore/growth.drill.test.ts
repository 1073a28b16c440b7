// Sizes beyond one answer and beyond one page (R6): a long stream, a long saga, a long log, each read to its end by the real
// rules with memory that does not grow. Run by `npm run check:deep`; STREAM, JOURNAL and LOG say how long.
import { expect, it } from 'vitest';
import { Journal } from '../saga/Journal.ts';
import { timelinePage } from '../saga/timeline.ts';
import { foldStream, pagesOf } from '../command/read-stream.ts';
import { deliver } from '../projection/deliver.ts';
import type { Projection } from '../projection/projection.ts';
import { rebuildSteps } from '../projection/rebuild.ts';
import { LOG_SCHEMA } from '../event/schemas.ts';
import { ANY_EVENTS } from '../testing/any-events.ts';
import { Watermark, say } from '../testing/growth/memory.ts';
import { LONG_SAGA, lived } from '../testing/growth/long-saga.ts';
import { eventAt } from '../testing/log-of.ts';
import { d1, durableSql } from '../testing/sqlite.ts';
import { event } from '../testing/eventstore/event.ts';
import { MODEL } from '../testing/eventstore/restore-plan.ts';
import * as log from './log/store.ts';
import { readBehind } from './log/read-behind.ts';
import { advance } from './rebuild/advance.ts';
import { begun, type RebuildState } from './rebuild/state.ts';
import { StreamRows } from './stream/rows.ts';
import { NEW_STREAM } from './stream/schema.ts';
import { Snapshots } from './stream/Snapshots.ts';

const size = (name: string, most: number): number => Number(process.env[name] ?? most);
const LONG = 30 * 60_000;
/** What a page and its garbage may take. */
const FLAT_MB = 40;
const PAGE_BYTES = 4 * 1024 * 1024;

it(
  'a stream of 150,000 events is time-travelled, exported and snapshotted in pages',
  { timeout: LONG },
  async () => {
    const length = size('STREAM', 150_000);
    const { sql, transactionSync } = durableSql(NEW_STREAM);
    const rows = new StreamRows(sql, ANY_EVENTS);
    for (let n = 0; n < length; n += 100) {
      const events = Array.from({ length: 100 }, (_, i) => event(`${n + i}`, `${n}`));
      const request = { aggregate_id: 'thing-1', aggregate_type: 'Thing', expected_version: n, events };
      transactionSync(() => rows.insert(request, n + 1, '2026-01-01T00:00:00.000Z'));
    }
    const mark = new Watermark(5_000);
    const reader = {
      readStream: async (_id: string, { after_version = 0 } = {}) => {
        const { items: events, more } = rows.after(after_version);
        expect(JSON.stringify(events).length).toBeLessThan(2 * PAGE_BYTES);
        const at = { version: rows.version(), base_id: rows.idAt(after_version), handled: null };
        return { ...at, events, ...(more ? { more: true as const } : {}) };
      },
    };
    let began = performance.now();
    const folded = await foldStream(reader, 'thing-1', 0, (n) => (mark.look(), n + 1));
    expect(folded.state).toBe(length);
    say(`a stream of ${length} events folded`, began, mark);

    began = performance.now();
    let exported = 0;
    for await (const { events } of pagesOf(reader, 'thing-1')) exported += JSON.stringify(events).length;
    say(`exported, ${(exported / 1e6).toFixed(0)} MB`, began, mark);

    began = performance.now();
    const snapshots = new Snapshots(sql);
    const parts = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`${n}`, '"a part"']));
    const format = { format: 'thing', format_version: 1 };
    transactionSync(() => snapshots.keep({ ...format, version: length - 1, parts }));
    const kept = snapshots.find({ ...format, parts: ['7'] });
    const { events: tail } = await reader.readStream('thing-1', { after_version: kept?.version ?? 0 });
    expect([kept?.version, tail.length]).toEqual([length - 1, 1]);
    say('snapshotted, and read by one part and a tail', began, mark);
    expect(mark.grown).toBeLessThan(FLAT_MB);
  },
);

it('the timeline of a saga with 50,000 journal entries is read in pages', { timeout: LONG }, () => {
  const length = size('JOURNAL', 50_000);
  const { sql, transactionSync } = durableSql();
  const journal = new Journal(sql, ANY_EVENTS);
  transactionSync(() => lived(journal, length));
  const mark = new Watermark(1);
  const began = performance.now();
  let count = 0;
  for (let after: number | null = 0; after !== null;) {
    const page = timelinePage(LONG_SAGA, 'saga-1', journal.inputs(), { after, limit: 1_000 });
    expect(JSON.stringify(page.entries).length).toBeLessThan(2 * PAGE_BYTES);
    count += page.entries.length;
    after = page.next;
    mark.look();
  }
  expect(count).toBe(length);
  say(`a journal of ${length} entries listed`, began, mark);
  expect(mark.grown).toBeLessThan(FLAT_MB);
});

it('a log of 1,000,000 events is delivered and rebuilt with flat memory', { timeout: LONG }, async () => {
  const length = size('LOG', 1_000_000);
  const [store, model] = [d1(LOG_SCHEMA), d1(MODEL)];
  let last: { position: number; id: string } | null = null;
  for (let n = 0; n < length; n += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, i) => ({
      ...eventAt(n + i + 1),
      aggregate_id: `thing-${(n + i) % 5_000}`,
      version: Math.floor((n + i) / 5_000) + 1,
    }));
    await store.batch([log.insert(store, rows, () => 'user-a', last)]);
    last = { position: n + 1_000, id: `event-${n + 1_000}` };
  }
  const projection: Projection = {
    name: 'model',
    tables: [{ name: 'rows', key: ['aggregate_id', 'event_id'] }],
    project: ({ aggregate_id, id }, generation) => [
      model.prepare('INSERT INTO rows VALUES (?1, ?2, ?3)').bind(generation, aggregate_id, id),
    ],
  };
  const mark = new Watermark();
  let began = performance.now();
  for (let from = 0, id: string | null = null; ;) {
    const events = await readBehind(ANY_EVENTS, store, from, id, 200);
    const end = events?.at(-1);
    if (!events || !end) break;
    await deliver(model, projection, { from, to: end.position, to_id: end.id, events });
    [from, id] = [end.position, end.id];
    mark.look();
  }
  say(`a log of ${length} events delivered`, began, mark);

  began = performance.now();
  const around = {
    steps: rebuildSteps(model, projection),
    read: (after: number, limit: number) => log.read(ANY_EVENTS, store, { after, limit }),
    head: () => log.head(store),
    eventsOfRow: () => Promise.resolve([]),
    now: () => 0,
  };
  let at: RebuildState = begun(0);
  while (at.finished_at === null) {
    at = { ...at, ...(await advance(at, around)) };
    mark.look();
  }
  expect(at.certificate).toMatchObject({ equal: true, rows: length });
  say(`rebuilt, certificate equal`, began, mark);
  expect(mark.grown).toBeLessThan(FLAT_MB);
});
