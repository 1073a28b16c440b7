import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '#shared/engine/event/envelope';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { atOnce, env, freshStream, renamed, request } from './env.ts';
import { kill, ring } from './objects.ts';
import * as log from '#shared/engine/eventstore/log/store';

const versionsOf = async (id: string) =>
  (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 1000 })).map((event) => event.version);

describe('append', () => {
  it('answers with version and global position, and the log holds the event', async () => {
    const { id, stream, event } = freshStream();
    const result = await stream.append(request(id, 'no_stream', event(1), event(2)));
    expect(result).toMatchObject({ ok: true, version: 2, position: expect.any(Number) });
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('lets exactly one of 16 concurrent writers with one expected version win, and tells the others the true version', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(0)));
    const results = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => stream.append(request(id, 1, event(`writer ${n}`)))),
    );
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(results.filter((r) => !r.ok)).toEqual(
      Array.from({ length: 15 }, () => ({ ok: false, code: 'version_conflict', actual: 2 })),
    );
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('gives 16 concurrent appends of any version to one stream 16 versions without a hole', async () => {
    const { id, stream, event } = freshStream();
    await Promise.all(Array.from({ length: 16 }, async (_, n) => stream.append(request(id, 'any', event(n)))));
    expect(await versionsOf(id)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
  });

  it.each([
    ['too high', 7, 'version_conflict'],
    ['negative', -1, 'invalid_append'],
    ['not a whole number', 0.5, 'invalid_append'],
    ['no_stream on a stream', 'no_stream', 'version_conflict'],
  ] as const)('refuses an expected version that is %s and writes nothing', async (_, expected, code) => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'any', event(1)));
    expect(await stream.append(request(id, expected, event(2)))).toMatchObject({ ok: false, code });
    expect((await stream.read(0, null)).version).toBe(1);
  });

  it('refuses stream_exists on an empty stream, and an empty batch', async () => {
    const { id, stream, event } = freshStream();
    const conflict = await stream.append(request(id, 'stream_exists', event(1)));
    expect(conflict).toEqual({ ok: false, code: 'version_conflict', actual: 0 });
    expect(await stream.append(request(id, 'any'))).toMatchObject({ code: 'invalid_append' });
  });
});

describe('an append that is answered with its commit', () => {
  it('has no position yet, and a later call returns it', async () => {
    const { id, stream, event } = freshStream();
    const first = await stream.append(atOnce(id, 'no_stream', event(1), event(2)));
    expect(first).toMatchObject({ ok: true, version: 2 });
    const position = await stream.position(2, 30_000);
    expect(position).toEqual(expect.any(Number));
    expect(await stream.append(atOnce(id, 'no_stream', event(1), event(2)))).toEqual({ ...first, position });
    expect((await stream.read(0, null)).events.map((one) => one.position)).toEqual([
      (position ?? 0) - 1,
      position,
    ]);
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('has no position at a version that is not there, however long one waits', async () => {
    const { id, stream, event } = freshStream();
    expect(await stream.position(1, 1)).toBeNull();
    await stream.append(atOnce(id, 'any', event(1)));
    expect(await stream.position(2, 1)).toBeNull();
    expect(await stream.position(0, 1)).toBeNull();
  });

  it('writes its positions with the next append, or when its alarm rings, and knows them before', async () => {
    const { id, stream, event } = freshStream();
    const written = () =>
      runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, ctx) =>
        ctx.storage.sql.exec<{ position: number | null }>('SELECT position FROM events').toArray(),
      ).then((rows) => rows.map((row) => row.position !== null));
    await stream.append(request(id, 'any', event(1)));
    expect(await written()).toEqual([false]);
    await stream.append(request(id, 'any', event(2)));
    expect(await written()).toEqual([true, false]);
    await ring({ stream: id });
    expect(await written()).toEqual([true, true]);
  });

  it('whose positions were forgotten in a crash is published again, and has the same ones', async () => {
    const { id, stream, event } = freshStream();
    const first = await stream.append(request(id, 'any', event(1)));
    await kill({ stream: id });
    const again = env.STREAM.getByName(id);
    expect(await again.append(request(id, 'any', event(1)))).toEqual(first);
    expect(await versionsOf(id)).toEqual([1]);
  });
});

describe('a batch', () => {
  it('whose last event cannot be written leaves nothing behind', async () => {
    const { id, stream, event } = freshStream();
    const { metadata, ...rest } = event(2);
    const bad = { ...rest, metadata: { ...metadata, command_id: undefined as unknown as string } };
    const refused = async () => stream.append(request(id, 'no_stream', event(1), bad));
    await expect(refused()).rejects.toThrow();
    expect((await stream.read(0, null)).version).toBe(0);
    expect(await stream.append(request(id, 'no_stream', event(1)))).toMatchObject({ ok: true, version: 1 });
  });

  it('of 100 events of 60 KB, in any script, reaches the log', async () => {
    const { id, stream } = freshStream();
    const large = Array.from({ length: 100 }, (_, n) => renamed(`${id}/${n}`, '写'.repeat(20_000)));
    const result = await stream.append(request(id, 'no_stream', ...large));
    expect(result).toMatchObject({ ok: true, version: 100, position: expect.any(Number) });
  });
});

describe('idempotency', () => {
  it('gives the same event ids the first answer, even when the stream has gone on since', async () => {
    const { id, stream, event } = freshStream();
    const first = await stream.append(request(id, 'no_stream', event(1), event(2)));
    await stream.append(request(id, 2, event(3)));
    expect(await stream.append(request(id, 'no_stream', event(1), event(2)))).toEqual(first);
    expect(await versionsOf(id)).toEqual([1, 2, 3]);
  });

  it('refuses a known id with another payload, and a batch that is known only in part', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(1)));
    const other = { ...event(1), data: { filename: 'other.jpg' } };
    expect(await stream.append(request(id, 'any', other))).toMatchObject({ code: 'event_id_reused' });
    const part = await stream.append(request(id, 'any', event(1), event(2)));
    expect(part).toMatchObject({ code: 'partly_duplicate' });
    expect(await versionsOf(id)).toEqual([1]);
  });

  it('says where a command had its effect', async () => {
    const { id, stream, event } = freshStream();
    const appended = await stream.append(request(id, 'no_stream', event(1)));
    const { handled } = await stream.read(0, event(1).metadata.command_id);
    expect(appended).toMatchObject({ ok: true, ...handled });
    expect((await stream.read(0, 'another command')).handled).toBeNull();
  });
});

describe('a snapshot', () => {
  const snapshots =
    (event: (n: number) => NewEvent) =>
    (version: number, parts: Record<string, string> = { all: `${version}` }) => ({
      format: 'f',
      format_version: 1,
      version,
      last_id: event(version).id,
      parts,
    });

  it('comes with the events after it, the newest one, for its own format and version only', async () => {
    const { id, stream, event } = freshStream();
    const snapshot = snapshots(event);
    await stream.append(request(id, 'no_stream', ...[1, 2, 3, 4].map(event)));
    await stream.saveSnapshot(snapshot(3));
    await stream.saveSnapshot(snapshot(2));
    const read = async (wanted?: { format: string; format_version: number }, after = 0) => {
      const slice = await stream.read(after, null, wanted);
      return [slice.snapshot?.version, slice.events.map((e) => e.version)];
    };
    expect(await read({ format: 'f', format_version: 1 })).toEqual([3, [4]]);
    expect(await read()).toEqual([undefined, [1, 2, 3, 4]]);
    expect(await read({ format: 'f', format_version: 2 })).toEqual([undefined, [1, 2, 3, 4]]);
    expect(await read({ format: 'g', format_version: 1 })).toEqual([undefined, [1, 2, 3, 4]]);
    expect(await read({ format: 'f', format_version: 1 }, 3)).toEqual([undefined, [4]]);
  });

  it('gives the parts that are asked for, of one and the same state', async () => {
    const { id, stream, event } = freshStream();
    const snapshot = snapshots(event);
    await stream.append(request(id, 'no_stream', ...[1, 2, 3].map(event)));
    const parts = async (...names: string[]) =>
      (await stream.read(0, null, { format: 'f', format_version: 1, parts: names })).snapshot;
    await stream.saveSnapshot(snapshot(1, { a: '1', b: '1', c: '1' }));
    await stream.saveSnapshot(snapshot(2, { a: '1', b: '2' }));
    await stream.saveSnapshot(snapshot(1, { a: '0', b: '0', c: '0' }));
    expect(await parts('b', 'c', 'never')).toEqual({ version: 2, parts: { b: '2' } });
    expect(await parts()).toEqual({ version: 2, parts: {} });
    expect((await stream.read(0, null, { format: 'f', format_version: 1 })).snapshot?.parts).toEqual({
      a: '1',
      b: '2',
    });
  });

  it('that is ahead of its stream is not given', async () => {
    const { id, stream, event } = freshStream();
    const snapshot = snapshots(event);
    await stream.append(request(id, 'no_stream', event(1)));
    await stream.saveSnapshot(snapshot(9));
    const slice = await stream.read(0, null, { format: 'f', format_version: 1 });
    expect([slice.snapshot, slice.events.length]).toEqual([undefined, 1]);
  });

  it('of a history that has since given way is not kept', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(1), event(2)));
    await stream.saveSnapshot({ ...snapshots(event)(2), last_id: 'an event that a restore took away' });
    const slice = await stream.read(0, null, { format: 'f', format_version: 1 });
    expect([slice.snapshot, slice.events.length]).toEqual([undefined, 2]);
  });
});

describe('the same event id in two streams', () => {
  it('stops neither: it is unique in its stream alone', async () => {
    const [one, other] = [freshStream(), freshStream()];
    const same = renamed('the same id in both');
    for (const { id, stream } of [one, other]) {
      expect(await stream.append(request(id, 'any', same))).toMatchObject({
        ok: true,
        position: expect.any(Number),
      });
      expect(await stream.append(request(id, 'any', renamed(`${id}/2`)))).toMatchObject({
        position: expect.any(Number),
      });
    }
  });
});

describe('a stream without events', () => {
  it('is read as empty, and stores nothing for it', async () => {
    const { id, stream } = freshStream();
    expect(await stream.read(0, 'command')).toEqual({ version: 0, events: [], handled: null });
    const tables = await runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, ctx) =>
      ctx.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'events'").toArray(),
    );
    expect(tables).toEqual([]);
  });
});
