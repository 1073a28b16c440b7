// A large file in parts: any order, any interruption, one media. The object that keeps the parts is evicted, its alarm is
// rung, and a crash is put between each two stores.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import { PART_BYTES, WHOLE_HASH_MAX_BYTES } from '#shared/mediahub/media/limits';
import { call, codeOf, env, eventsOf, sha256Of, someone, upload } from '../../test/env.ts';
import { PNG } from '../../test/images.ts';
import { allIsWell } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';
import { hashOfHashes } from './finish.ts';
import type { PartedUpload } from '#shared/mediahub/api/upload';
import { expectedSize, missingParts, partCount } from './plan.ts';

/** A PNG with bytes behind its end that every reader ignores. */
const file = (size: number, seed = 0): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 4093) bytes[at] = (at + seed) % 256;
  bytes.set(PNG);
  return bytes;
};

const json = (user: string, path: string, method: string, body?: object) =>
  call(user, path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const begin = async (user: string, size: number): Promise<PartedUpload> =>
  (await json(user, '/api/v1/uploads', 'POST', { filename: 'film.png', size })).json<PartedUpload>();
const part = (user: string, id: string, n: number, bytes: Uint8Array<ArrayBuffer>) =>
  call(user, `/api/v1/uploads/${id}/parts/${n}`, {
    method: 'PUT',
    body: bytes,
    headers: { 'content-length': String(bytes.length) },
  });
const cut = (bytes: Uint8Array<ArrayBuffer>, n: number) => bytes.slice((n - 1) * PART_BYTES, n * PART_BYTES);
const complete = (user: string, id: string) => json(user, `/api/v1/uploads/${id}/complete`, 'POST');
const objectOf = (id: string) => env.UPLOADS.get(env.UPLOADS.idFromString(id));
const viewOf = async (user: string, id: string) =>
  (await call(user, `/api/v1/uploads/${id}`, { method: 'GET' })).json<PartedUpload>();

const SIZE = 2 * PART_BYTES + 100;

describe('the parts of a file', () => {
  it('add up to it', () => {
    for (const size of [1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 10 * PART_BYTES]) {
      const sizes = Array.from({ length: partCount(size) }, (_, i) => expectedSize(size, i + 1));
      expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(size);
      expect(sizes.slice(0, -1).every((one) => one === PART_BYTES)).toBe(true);
    }
    expect([expectedSize(10, 0), expectedSize(10, 2), expectedSize(10, -1)]).toEqual([0, 0, 0]);
    expect(missingParts({ size: SIZE }, [{ n: 2, etag: '', sha256: '' }])).toEqual([1, 3]);
  });
});

describe('an upload in parts', () => {
  it('comes in any order behind the first, goes on where it was, and becomes one media', async () => {
    const user = someone();
    const bytes = file(SIZE);
    const { id, ...begun } = await begin(user, SIZE);
    expect(begun).toMatchObject({
      filename: 'film.png',
      size: SIZE,
      part_bytes: PART_BYTES,
      parts: 3,
      received: [],
    });
    await part(user, id, 1, cut(bytes, 1));
    await part(user, id, 3, cut(bytes, 3));
    expect(await codeOf(await complete(user, id))).toBe('409 upload_incomplete');
    await evictDurableObject(objectOf(id));
    expect((await viewOf(user, id)).received).toEqual([1, 3]);
    await part(user, id, 3, cut(bytes, 3));
    await part(user, id, 2, cut(bytes, 2));

    const response = await complete(user, id);
    expect(response.status).toBe(201);
    const media = await response.json<{ id: string }>();
    expect(media).toMatchObject({
      filename: 'film.png',
      content_type: 'image/png',
      size: SIZE,
      status: 'uploaded',
    });
    const sha256 = await sha256Of(bytes);
    expect(eventsOf(media.id).map(({ data }) => data)).toMatchObject([{ size: SIZE, sha256, user_id: user }]);
    const stored = await env.FILES.get(originalKey(media.id));
    expect(await sha256Of(new Uint8Array((await stored?.arrayBuffer()) ?? new ArrayBuffer(0)))).toBe(sha256);

    await evictDurableObject(objectOf(id));
    expect(await (await complete(user, id)).json()).toEqual(media);
    expect(eventsOf(media.id)).toHaveLength(1);
  });

  it('of bytes that are there already is answered 200 with that media, and leaves no file', async () => {
    const user = someone();
    const bytes = file(1000);
    const first = await (await upload(user, new File([bytes], 'a.png'))).json<{ id: string }>();
    const { id } = await begin(user, 1000);
    await part(user, id, 1, bytes);
    const before = (await env.FILES.list()).objects.length;
    const response = await complete(user, id);
    expect([response.status, (await response.json<{ id: string }>()).id]).toEqual([200, first.id]);
    expect((await env.FILES.list()).objects.length).toBe(before);
  });

  it('above 200 MB is known by the hash of the hashes of its parts', async () => {
    expect(WHOLE_HASH_MAX_BYTES).toBe(200_000_000);
    const [a, b] = await Promise.all([sha256Of(PNG), sha256Of(new Uint8Array(3))]);
    const both = Uint8Array.from(`${a}${b}`.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    expect(await hashOfHashes([a, b])).toBe(await sha256Of(both));
  });

  it('is refused by its size, its name and its first part, before more comes', async () => {
    const user = someone();
    const started = (body: object) => json(user, '/api/v1/uploads', 'POST', body);
    expect(await codeOf(await started({ filename: 'a.mp4', size: 2_000_000_001 }))).toBe('413 file_too_large');
    expect(await codeOf(await started({ filename: ' ', size: 1 }))).toBe('422 invalid_filename');
    expect(await codeOf(await started({ filename: 'a.mp4', size: 0 }))).toBe('400 validation_failed');
    const { id } = await begin(user, SIZE);
    expect(await codeOf(await part(user, id, 1, new Uint8Array(PART_BYTES)))).toBe('415 unsupported_media_type');
    expect(await codeOf(await part(user, id, 1, PNG))).toBe('422 upload_part_wrong');
    expect(await codeOf(await part(user, id, 4, PNG))).toBe('422 upload_part_wrong');
    expect((await viewOf(user, id)).received).toEqual([]);
  });

  it('is not found by another user, like an id that was made up', async () => {
    const [{ id }, other] = [await begin(someone(), SIZE), someone()];
    for (const unknown of [id, 'f'.repeat(64), 'x']) {
      expect(await codeOf(await call(other, `/api/v1/uploads/${unknown}`, { method: 'GET' }))).toBe(
        '404 upload_not_found',
      );
      expect(await codeOf(await part(other, unknown, 1, PNG))).toBe('404 upload_not_found');
      expect(await codeOf(await complete(other, unknown))).toBe('404 upload_not_found');
      expect(await codeOf(await json(other, `/api/v1/uploads/${unknown}`, 'DELETE'))).toBe('404 upload_not_found');
    }
  });

  it('that is given up, or left alone for a day, is gone with its parts', async () => {
    const user = someone();
    const { id } = await begin(user, SIZE);
    await part(user, id, 1, cut(file(SIZE), 1));
    expect((await json(user, `/api/v1/uploads/${id}`, 'DELETE')).status).toBe(200);
    expect(await codeOf(await complete(user, id))).toBe('404 upload_not_found');

    const left = await begin(user, SIZE);
    const object = objectOf(left.id);
    await runDurableObjectAlarm(object);
    expect((await viewOf(user, left.id)).status).toBe('open');
    const touched = Date.now() - 86_400_001;
    await runInDurableObject(object, (_, { storage }) => storage.kv.put('state', { status: 'open', touched }));
    await runDurableObjectAlarm(object);
    await runDurableObjectAlarm(object);
    expect(await codeOf(await complete(user, left.id))).toBe('404 upload_not_found');
  });

  it('that only looks left alone, to a clock that is far ahead, goes on with its next part', async () => {
    const user = someone();
    const { id } = await begin(user, SIZE);
    await part(user, id, 1, cut(file(SIZE), 1));
    const touched = Date.now() - 86_400_001;
    await runInDurableObject(objectOf(id), (_, { storage }) =>
      storage.kv.put('state', { status: 'open', touched }),
    );
    await runDurableObjectAlarm(objectOf(id));
    await part(user, id, 1, cut(file(SIZE), 1));
    await runDurableObjectAlarm(objectOf(id));
    expect((await viewOf(user, id)).status).toBe('open');
  });
});

describe('a part that is on its way', () => {
  it('when its upload is given up belongs to none', async () => {
    const user = someone();
    const { id } = await begin(user, 5000);
    const bytes = file(5000);
    let given = 0;
    const body = new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        if (given > 0) await json(user, `/api/v1/uploads/${id}`, 'DELETE');
        controller.enqueue(bytes.slice(given, given + 2500));
        given += 2500;
        if (given === bytes.length) controller.close();
      },
    });
    const headers = { 'content-length': String(bytes.length) };
    const answer = await call(user, `/api/v1/uploads/${id}/parts/1`, { method: 'PUT', body, headers });
    expect(await codeOf(answer)).toBe('404 upload_not_found');
  });
});

describe('a crash', () => {
  const ready = async (size = 5000) => {
    const user = someone();
    const { id } = await begin(user, size);
    await part(user, id, 1, file(size, 7));
    return { user, id };
  };
  const plan = (id: string) =>
    runInDurableObject(objectOf(id), (_, { storage }) => storage.kv.get<{ media_id: string }>('plan'));

  it('between the joined file and its event is finished by the alarm, without another request', async () => {
    const { user, id } = await ready();
    fakes.beforeAppend = () => Promise.reject(new Error('crash'));
    expect(await codeOf(await complete(user, id))).toBe('503 service_unavailable');
    const media = (await plan(id))?.media_id ?? '';
    expect([await env.FILES.head(originalKey(media)), eventsOf(media)]).toEqual([expect.anything(), []]);
    allIsWell();
    await evictDurableObject(objectOf(id));
    await runDurableObjectAlarm(objectOf(id));
    expect(eventsOf(media).map((e) => e.event_type)).toEqual(['MediaUploaded']);
    expect((await (await complete(user, id)).json<{ id: string }>()).id).toBe(media);
  });

  it('that lasts for days is waited for: what was asked for is not given up', async () => {
    const { user, id } = await ready();
    fakes.beforeAppend = () => Promise.reject(new Error('the event store is away'));
    await complete(user, id);
    const touched = Date.now() - 2 * 86_400_000;
    await runInDurableObject(objectOf(id), (_, { storage: { kv } }) =>
      kv.put('state', { ...kv.get<object>('state'), touched }),
    );
    for (let n = 0; n < 4; n++) await runDurableObjectAlarm(objectOf(id));
    allIsWell();
    await runDurableObjectAlarm(objectOf(id));
    expect((await complete(user, id)).status).toBe(201);
  });

  it('between the event and the note of it gives the same answer', async () => {
    const { user, id } = await ready();
    const first = await (await complete(user, id)).json<{ id: string }>();
    const metadata = { user_id: user, actor: user, command_id: 'x', correlation_id: 'x' };
    await runInDurableObject(objectOf(id), (_, { storage }) =>
      storage.kv.put('state', { status: 'completing', touched: Date.now(), metadata }),
    );
    expect(await (await complete(user, id)).json()).toEqual(first);
    expect(eventsOf(first.id)).toHaveLength(1);
  });

  it('asked to complete many times at once does it once', async () => {
    const { user, id } = await ready();
    const answers = await Promise.all(Array.from({ length: 5 }, () => complete(user, id)));
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json<{ id: string }>()).id));
    expect([new Set(ids).size, eventsOf(ids[0] ?? '').length]).toEqual([1, 1]);
  });
});
