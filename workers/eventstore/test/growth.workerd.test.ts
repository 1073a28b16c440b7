// Sizes beyond one answer in the real runtime (R6): a stream of 150,000 events is time-travelled through its object, and a log of
// 1,000,000 in D1 is delivered and rebuilt, a page at a time. Run by `npm run check:deep`; GROWTH=0.01 takes a hundredth of it. The
// rules alone, with the heap watched, are in shared/engine/eventstore/growth.drill.test.ts.
import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { readBehind } from '#shared/engine/eventstore/log/read-behind';
import * as log from '#shared/engine/eventstore/log/store';
import { advance } from '#shared/engine/eventstore/rebuild/advance';
import { begun, type RebuildState } from '#shared/engine/eventstore/rebuild/state';
import { StreamRows } from '#shared/engine/eventstore/stream/rows';
import { deliver } from '#shared/engine/projection/deliver';
import type { Projection } from '#shared/engine/projection/projection';
import { rebuildSteps } from '#shared/engine/projection/rebuild';
import { pagesOf } from '#shared/engine/command/read-stream';
import { newId } from '#shared/mediahub/ids';
import { env, eventStore, freshStream, renamed, request } from './env.ts';
import { stateThen } from '../src/reading/time-travel.ts';

const [STREAM, LOG] = [150_000, 1_000_000].map((n) => Math.ceil((n * Number(env.GROWTH)) / 1_000) * 1_000) as [
  number,
  number,
];
const LONG = 60 * 60_000;
const PAGE_BYTES = 5 * 1024 * 1024;
const AT_ONCE = 1_000;

/** Appends to the log as its sequencer does, without telling anyone. */
async function logged(events: (position: number, n: number) => LoggedEvent, count: number): Promise<number> {
  const [end] = await log.read(ANY_EVENTS, env.DB, { limit: 1, order: 'desc' });
  let last = end ? { position: end.position, id: end.id } : null;
  for (let n = 0; n < count; n += AT_ONCE) {
    const from = last?.position ?? 0;
    const rows = Array.from({ length: AT_ONCE }, (_, i) => events(from + i + 1, n + i));
    await env.DB.batch([log.insert(env.DB, rows, ({ metadata }) => metadata.user_id, last)]);
    last = { position: from + AT_ONCE, id: rows.at(-1)?.id ?? '' };
  }
  return last?.position ?? 0;
}

const eventOf = (aggregate_id: string, version: number, position: number): LoggedEvent => ({
  ...renamed(`${aggregate_id}/${version}`),
  aggregate_id,
  aggregate_type: 'Media',
  version,
  position,
  created_at: '2026-01-01T00:00:00.000Z',
});

it('a stream of 150,000 events is read and time-travelled in pages', { timeout: LONG }, async () => {
  const { id, stream, event } = freshStream();
  const data = {
    user_id: 'user-1',
    filename: 'a.jpg',
    content_type: 'image/jpeg',
    size: 1,
    sha256: 'a'.repeat(64),
  };
  await stream.append(request(id, 'no_stream', { ...event(1), event_type: 'MediaUploaded', data }));
  await logged((position, n) => eventOf(id, n + 2, position), STREAM);
  for (let after = 1; after <= STREAM; after += AT_ONCE) {
    const some = await log.asWritten(env.DB, id, after, AT_ONCE);
    await runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, { storage }) =>
      storage.transactionSync(() => new StreamRows(storage.sql, ANY_EVENTS).restore(some)),
    );
  }
  let read = 0;
  for await (const { events } of pagesOf(eventStore(), id)) {
    expect(JSON.stringify(events).length).toBeLessThan(PAGE_BYTES);
    read += events.length;
  }
  expect(read).toBe(STREAM + 1);
  const caller = { user_id: 'user-1', operator: false };
  for (const version of [1, Math.floor(STREAM / 2), STREAM + 1]) {
    const { state, latest_version } = await stateThen(env, caller, id, { version });
    const filename = version === 1 ? 'a.jpg' : `${id}/${version}.jpg`;
    expect({ latest_version, state }).toMatchObject({ latest_version: STREAM + 1, state: { filename } });
  }
});

it('a log of 1,000,000 events is delivered and rebuilt', { timeout: LONG }, async () => {
  const ids = Array.from({ length: 5_000 }, () => newId('media'));
  const head = await logged(
    (position, n) => eventOf(ids[n % ids.length] ?? '', Math.floor(n / ids.length) + 1, position),
    LOG,
  );
  const db = env.READ_MODEL;
  await db.batch([
    db.prepare('CREATE TABLE counted (generation INTEGER, id TEXT, events INTEGER, PRIMARY KEY (generation, id))'),
    db.prepare("INSERT INTO projection_state VALUES ('growth', 1, 1, NULL, 0, 0)"),
    db.prepare("INSERT INTO checkpoint (name, position) VALUES ('growth', 0)"),
  ]);
  const projection: Projection = {
    name: 'growth',
    tables: [{ name: 'counted', key: ['id'] }],
    project: ({ aggregate_id }, generation) => [
      db
        .prepare('INSERT INTO counted VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET events = events + 1')
        .bind(generation, aggregate_id),
    ],
  };
  for (let from = 0, id: string | null = null; from < head;) {
    const events: LoggedEvent[] = (await readBehind(ANY_EVENTS, env.DB, from, id, 200)) ?? [];
    const end = events.at(-1);
    if (!end) throw new Error(`the log has nothing behind ${from}`);
    await deliver(db, projection, { from, to: end.position, to_id: end.id, events });
    [from, id] = [end.position, end.id];
  }
  const around = {
    steps: rebuildSteps(db, projection),
    read: (after: number, limit: number) => log.read(ANY_EVENTS, env.DB, { after, limit }),
    head: () => log.head(env.DB),
    eventsOfRow: () => Promise.resolve([]),
    now: () => 0,
  };
  let at: RebuildState = begun(0);
  while (at.finished_at === null) at = { ...at, ...(await advance(at, around)) };
  expect(at.certificate).toMatchObject({ equal: true });
  const sum = await db.prepare('SELECT SUM(events) AS n FROM counted').first<{ n: number }>();
  expect(sum?.n).toBeGreaterThanOrEqual(LOG);
});
