// What an aggregate was, and what the library was, at any moment of the past (invariant S7), for whom it belongs to.
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '#shared/mediahub/events/catalogue';
import { CATALOGUE, currentVersion } from '#shared/mediahub/events/catalogue';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { newId } from '#shared/mediahub/ids';
import { env } from './env.ts';
import * as log from '#shared/engine/eventstore/log/store';
import { libraryAt } from '../src/reading/past-library.ts';
import { stateThen } from '../src/reading/time-travel.ts';

const upload = (user_id: string, filename: string): DomainEvent => ({
  event_type: 'MediaUploaded',
  data: { user_id, filename, content_type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) },
});
const rename = (filename: string): DomainEvent => ({ event_type: 'MediaRenamed', data: { filename } });
const remove = (user_id: string): DomainEvent => ({ event_type: 'MediaDeleted', data: { user_id } });
const album = (user_id: string, name: string): DomainEvent => ({
  event_type: 'AlbumCreated',
  data: { user_id, name, description: '', is_default: false },
});
const enter = (media_id: string): DomainEvent => ({ event_type: 'MediaAddedToAlbum', data: { media_id } });

/** Appends as this user; answers the position. */
const append = async (
  user: string,
  id: string,
  aggregate_type: AggregateType,
  event: DomainEvent,
): Promise<number> => {
  const command_id = crypto.randomUUID();
  const result = await env.STREAM.getByName(id).append({
    position_within_ms: 30_000,
    aggregate_id: id,
    aggregate_type,
    expected_version: 'any',
    events: [
      {
        id: crypto.randomUUID(),
        schema_version: currentVersion(event.event_type),
        ...event,
        metadata: { user_id: user, actor: user, command_id, correlation_id: 'c' },
      },
    ],
  });
  return result.ok ? (result.position ?? 0) : 0;
};
const someone = () => ({ user_id: newId('user'), operator: false });

describe('the state of an aggregate', () => {
  it('is the same at every version and instant, in however small pages its stream is read', async () => {
    const caller = someone();
    const id = newId('media');
    await append(caller.user_id, id, 'Media', upload(caller.user_id, 'a.jpg'));
    for (const name of ['b', 'c', 'd', 'e', 'f']) await append(caller.user_id, id, 'Media', rename(`${name}.jpg`));
    const moments = [
      ...Array.from({ length: 7 }, (_, version) => ({ version })),
      {},
      { at: '2000-01-01T00:00:00Z' },
    ];
    for (const when of moments) {
      const whole = await stateThen(env, caller, id, when);
      for (const events of [1, 2, 3, 6])
        expect(await stateThen(env, caller, id, when, CATALOGUE, { events, bytes: 1e6 })).toEqual(whole);
    }
    expect(await stateThen(env, caller, id, {})).toMatchObject({ version: 6, state: { filename: 'f.jpg' } });
  });

  it('at every version, with the event that led to it and what it changed', async () => {
    const caller = someone();
    const id = newId('media');
    await append(caller.user_id, id, 'Media', upload(caller.user_id, 'a.jpg'));
    await append(caller.user_id, id, 'Media', rename('b.jpg'));
    await append(caller.user_id, id, 'Media', remove(caller.user_id));

    const at = (version: number) => stateThen(env, caller, id, { version });
    expect(await at(0)).toMatchObject({ version: 0, latest_version: 3, state: null, event: null, changed: [] });
    expect(await at(1)).toMatchObject({ state: { status: 'uploaded', filename: 'a.jpg' } });
    expect((await at(1)).changed).toContain('filename');
    expect(await at(2)).toMatchObject({
      state: { status: 'uploaded', filename: 'b.jpg' },
      event: { event_type: 'MediaRenamed' },
      changed: ['filename'],
    });
    expect(await stateThen(env, caller, id, {})).toMatchObject({
      state: { status: 'deleted' },
      changed: ['status'],
    });
  });

  it('at an instant, however the clock went', async () => {
    const caller = someone();
    const id = newId('media');
    await append(caller.user_id, id, 'Media', upload(caller.user_id, 'a.jpg'));
    const at = (instant: string) => stateThen(env, caller, id, { at: instant });
    expect(await at('2000-01-01T00:00:00.000Z')).toMatchObject({ version: 0, state: null });
    expect(await at('2100-01-01T00:00:00.000+09:00')).toMatchObject({ version: 1, state: { filename: 'a.jpg' } });
    await append(caller.user_id, id, 'Media', rename('b.jpg'));
    await append(caller.user_id, id, 'Media', rename('c.jpg'));
    const stream = env.STREAM.getByName(id) as unknown as DurableObjectStub;
    const setClock = (version: number, to: string) =>
      runInDurableObject(stream, (_, { storage }) => {
        storage.sql.exec('UPDATE events SET created_at = ? WHERE version = ?', to, version);
      });
    const times = ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => `${day}T00:00:00.000Z`);
    for (const [n, time] of times.entries()) await setClock(n + 1, time);
    for (const wrong of ['2026-11-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z']) {
      await setClock(2, wrong);
      expect(await at('2026-01-04T00:00:00.000Z')).toMatchObject({ version: 3, state: { filename: 'c.jpg' } });
      expect(await at('2026-01-01T12:00:00.000Z')).toMatchObject({ version: 1, state: { filename: 'a.jpg' } });
    }
  });

  it('is for its owner and operators only, and a version that never was is refused', async () => {
    const owner = someone();
    const id = newId('media');
    await append(owner.user_id, id, 'Media', upload(owner.user_id, 'a.jpg'));
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
    expect(await code(stateThen(env, someone(), id, {}))).toBe('aggregate_not_found');
    expect(await code(stateThen(env, owner, newId('media'), {}))).toBe('aggregate_not_found');
    expect(await code(stateThen(env, owner, id, { version: 2 }))).toBe('version_not_found');
    expect(await code(stateThen(env, { ...someone(), operator: true }, id, {}))).toBe('answered');
  });
});

describe('the library as it was', () => {
  it('at every position: names, albums, and what has been deleted since', async () => {
    const { user_id } = someone();
    const [one, two, holiday] = [newId('media'), newId('media'), newId('album')];
    const uploaded = await append(user_id, one, 'Media', upload(user_id, '1.jpg'));
    await append(user_id, two, 'Media', upload(user_id, '2.jpg'));
    await append(user_id, holiday, 'Album', album(user_id, 'Holiday'));
    const entered = await append(user_id, holiday, 'Album', enter(one));
    const renamed = await append(user_id, one, 'Media', rename('one.jpg'));
    const deleted = await append(user_id, two, 'Media', remove(user_id));

    const at = async (position: number) =>
      (await libraryAt(env, user_id, { position, limit: 10 })).media.map((m) => [
        m.filename,
        m.albums.map((a) => a.name),
      ]);
    expect(await at(uploaded - 1)).toEqual([]);
    expect(await at(uploaded)).toEqual([['1.jpg', []]]);
    expect(await at(entered)).toEqual([
      ['2.jpg', []],
      ['1.jpg', ['Holiday']],
    ]);
    expect(await at(renamed)).toEqual([
      ['2.jpg', []],
      ['one.jpg', ['Holiday']],
    ]);
    expect(await at(deleted)).toEqual([['one.jpg', ['Holiday']]]);
    expect((await libraryAt(env, someone().user_id, { limit: 10 })).media).toEqual([]);
  });

  it('comes in pages, and each page is whole', async () => {
    const { user_id } = someone();
    for (let n = 0; n < 5; n++) await append(user_id, newId('media'), 'Media', upload(user_id, `${n}.jpg`));
    const head = await log.head(env.DB);
    await append(user_id, newId('media'), 'Media', upload(user_id, 'later.jpg'));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await libraryAt(env, user_id, { position: head, limit: 2, cursor });
      seen.push(...page.media.map((m) => m.filename));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['4.jpg', '3.jpg', '2.jpg', '1.jpg', '0.jpg']);
  });
});
