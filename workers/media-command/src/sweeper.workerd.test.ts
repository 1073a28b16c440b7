import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Span } from '#shared/engine/ports/eventstore';
import { newId } from '#shared/mediahub/ids';
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import { env, filesOf, remove, rpc, saga, someone, upload, uploaded } from '../test/env.ts';
import { png } from '../test/thumbnailer.ts';
import { fakes } from '../test/worker.ts';
import { AGE_MS, PAUSE_MS, type Sweeper } from './Sweeper.ts';
import { SWEEPER } from './sweeping/name.ts';

let lastSweep = Date.now() + AGE_MS;
const sweeper = () => env.SWEEPER.getByName(SWEEPER) as unknown as DurableObjectStub<Sweeper>;

/** A whole sweep, as of a moment when everything stored until now is old enough. */
async function swept(now?: number): Promise<number | null> {
  lastSweep = Math.max(Date.now() + AGE_MS, lastSweep + 1);
  const at = now ?? lastSweep;
  for (;;) {
    const next = await runInDurableObject(sweeper(), (instance) => instance.sweep(at));
    if (next !== at) return next;
  }
}

/** Bytes that are stored before anyone knows of them. */
async function orphan(): Promise<string> {
  const id = newId('media');
  await env.FILES.put(originalKey(id), 'bytes');
  await env.FILES.put(thumbnailKey(id), 'bytes');
  return id;
}

/** Forgets how far it has swept: a test's clock moves too little to give its files different milliseconds. */
const afresh = () => runInDurableObject(sweeper(), (_, state) => state.storage.deleteAll());

// What other files of this project have stored would be pages more to sweep.
beforeAll(async () => {
  for (;;) {
    const { objects } = await env.FILES.list();
    if (objects.length === 0) return;
    await env.FILES.delete(objects.map(({ key }) => key));
  }
});

beforeEach(afresh);

describe('the sweeper', () => {
  it('removes the bytes of an upload that crashed between storing them and its event', async () => {
    const user = someone();
    fakes.beforeAppend = () => Promise.reject(new Error('crash'));
    expect((await upload(user, png(), 'key-1')).status).toBe(500);
    const keys = async () => (await env.FILES.list({ prefix: 'media/' })).objects.map(({ key }) => key);
    const left = await keys();
    const id = left.find((key) => !fakes.store.log.some((e) => key.includes(e.aggregate_id)))?.split('/')[1] ?? '';
    expect(await filesOf(id)).toEqual(['original']);
    await swept();
    expect(await filesOf(id)).toEqual([]);
  });

  it('leaves what is younger than an hour, and comes again when it is old enough', async () => {
    const id = await orphan();
    const next = await swept(Date.now());
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
    expect(next).toBeGreaterThan(Date.now() + AGE_MS / 2);
    await swept();
    expect(await filesOf(id)).toEqual([]);
  });

  it('takes what was undone or purged, and never what is live, pending or about to be purged', async () => {
    const user = someone();
    const [live, pending, deleted, undone] = [
      await uploaded(user, png()),
      await uploaded(user, png()),
      await uploaded(user, png()),
      await uploaded(user, png()),
    ];
    await rpc().process(saga(user), { media_id: live });
    await remove(user, deleted);
    await rpc().compensate(saga(user, 'upload'), { media_id: undone, reason: 'album is down' });
    await env.FILES.put(thumbnailKey(undone), 'of a process that was late');
    await swept();
    expect(await Promise.all([live, pending, deleted, undone].map(filesOf))).toEqual([
      ['original', 'thumbnail'],
      ['original'],
      ['original'],
      [],
    ]);
  });

  it('goes through more keys than one page holds', async () => {
    const ids = await Promise.all(Array.from({ length: 110 }, orphan));
    await swept();
    expect((await Promise.all(ids.map(filesOf))).flat()).toEqual([]);
  });

  it('is armed by an upload, looks at its alarm, and sleeps when nothing is left to be judged', async () => {
    const armed = () => runInDurableObject(sweeper(), (_, state) => state.storage.getAlarm());
    expect(await armed()).toBeNull();
    await uploaded(someone(), png());
    expect(await armed()).toBeGreaterThan(Date.now());
    expect(await runDurableObjectAlarm(sweeper())).toBe(true);
    expect(await armed()).toBeGreaterThan(Date.now());
    expect(await swept()).toBeNull();
  });

  it('rests between two sweeps, though files come of age one after the other', async () => {
    await upload(someone(), png());
    const now = Date.now() + AGE_MS - 5_000;
    expect(await swept(now)).toBeGreaterThanOrEqual(now + PAUSE_MS);
  });
});

describe('what cannot be undone', () => {
  /** An upload that was answered 201, whose event the log does not have. */
  const compare = (
    ids: readonly string[],
    by: { agreed?: boolean; settled?: boolean; types?: string[]; lost?: Span[] },
  ) =>
    Promise.resolve({
      settled: by.settled ?? true,
      lost: by.lost ?? [],
      streams: ids.map((aggregate_id) => ({
        aggregate_id,
        agreed: by.agreed ?? true,
        event_types: by.types ?? [],
      })),
    });

  it.each([
    ['the log is away and the stream has an upload', { agreed: false, types: ['MediaUploaded'] }],
    ['the stream was put back to nothing and the log knows more', { agreed: false }],
    ['the stream says purged and the log does not', { agreed: false, types: ['MediaUploaded', 'MediaPurged'] }],
    ['a restore waits to be brought in order', { settled: false }],
  ])('leaves originals alone while %s, and looks again later', async (_why, by) => {
    const id = await orphan();
    fakes.compare = (ids) => compare(ids, by);
    const next = await swept();
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
    expect(next).not.toBeNull();
    fakes.compare = (ids) => fakes.store.compareWithLog(ids);
    await swept();
    expect(await filesOf(id)).toEqual([]);
  });

  it('leaves what came when a restore may have taken its event from stream and log, and takes what came before', async () => {
    const [id, now] = [await orphan(), Date.now()];
    fakes.compare = (ids) => compare(ids, { lost: [{ after: now - AGE_MS, until: now + 1_000 }] });
    expect(await swept()).toBeNull();
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
    await afresh();
    fakes.compare = (ids) => compare(ids, { lost: [{ after: now + 2 * AGE_MS, until: now + 3 * AGE_MS }] });
    await swept();
    expect(await filesOf(id)).toEqual([]);
  });

  it('does not take silence for a word: the page is looked at again', async () => {
    const id = await orphan();
    fakes.compare = () => Promise.reject(new Error('the log does not answer'));
    await expect((async () => swept())()).rejects.toThrow('does not answer');
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
  });

  it('leaves an upload alone that is under way while the clock is set far ahead', async () => {
    const id = await orphan();
    const [upload] = fakes.store.log.filter(({ event_type }) => event_type === 'MediaUploaded');
    if (!upload) throw new Error('nothing was uploaded before');
    const { event_type, schema_version, data, metadata } = upload;
    const events = [{ id: crypto.randomUUID(), event_type, schema_version, data, metadata }];
    fakes.betweenLooks = async () => {
      const request = {
        aggregate_id: id,
        aggregate_type: 'Media',
        expected_version: 'no_stream' as const,
        events,
      };
      expect(await fakes.store.append(request)).toMatchObject({ ok: true });
    };
    await swept(Date.now() + 100 * AGE_MS);
    expect(await filesOf(id)).toEqual(['original', 'thumbnail']);
  });

  it('judges what came while the clock was far ahead, and what a bucket that was put back has again', async () => {
    await swept(Date.now() + 100 * AGE_MS);
    const later = await orphan();
    await swept();
    expect(await filesOf(later)).toEqual([]);
    const again = await orphan();
    await runInDurableObject(sweeper(), (_, { storage }) => storage.kv.put('swept_until', Date.now() + AGE_MS));
    await swept(Date.now() + 2 * AGE_MS);
    expect(await filesOf(again)).toEqual(['original', 'thumbnail']);
    await swept(Date.now() + 8 * 24 * AGE_MS);
    expect(await filesOf(again)).toEqual([]);
  });

  it('lets undoing and purging wait until stream and log agree', async () => {
    const user = someone();
    const [undone, purged] = [await uploaded(user, png()), await uploaded(user, png())];
    await remove(user, purged);
    fakes.compare = (ids) => compare(ids, { agreed: false });
    const busy = { status: 'busy' };
    const undo = saga(user, 'upload');
    const purge = saga(user, 'purge_files', 'media_deletion');
    expect(await rpc().compensate(undo, { media_id: undone, reason: 'r' })).toMatchObject(busy);
    expect(await rpc().purge(purge, { media_id: purged })).toMatchObject(busy);
    expect(await Promise.all([undone, purged].map(filesOf))).toEqual([['original'], ['original']]);
    fakes.compare = (ids) => fakes.store.compareWithLog(ids);
    expect(await rpc().compensate(undo, { media_id: undone, reason: 'r' })).toMatchObject({ status: 'accepted' });
    expect(await rpc().purge(purge, { media_id: purged })).toMatchObject({ status: 'accepted' });
  });

  it('comes when the clock has gone back: an alarm that it set far ahead is set anew', async () => {
    await runInDurableObject(sweeper(), (_, state) => state.storage.setAlarm(Date.now() + 100 * AGE_MS));
    await sweeper().arm();
    const at = await runInDurableObject(sweeper(), (_, state) => state.storage.getAlarm());
    expect(at).toBeLessThanOrEqual(Date.now() + AGE_MS);
  });
});
