// An upload in parts that is done, after a restore of log and streams to before that: its object knows a media that is gone.
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import { call, env, eventsOf, someone, upload } from '../../test/env.ts';
import { PNG } from '../../test/images.ts';
import { fakes } from '../../test/worker.ts';
import type { Plan } from './plan.ts';

const { store } = fakes;
afterEach(() => void (fakes.store = store));
const putBack = () => void (fakes.store = memoryEventStore());

/** In one part. @returns how it is asked to complete */
async function sentInParts(user: string) {
  const json = { headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ filename: 'a.png', size: PNG.length });
  const begun = await call(user, '/api/v1/uploads', { method: 'POST', body, ...json });
  const { id } = await begun.json<{ id: string }>();
  const headers = { 'content-length': String(PNG.length) };
  const send = async () =>
    (await call(user, `/api/v1/uploads/${id}/parts/1`, { method: 'PUT', body: new Uint8Array(PNG), headers }))
      .status;
  await send();
  const complete = async (): Promise<[number, string]> => {
    const answer = await call(user, `/api/v1/uploads/${id}/complete`, { method: 'POST', ...json });
    return [answer.status, (await answer.json<{ id?: string; code?: string }>()).id ?? ''];
  };
  return Object.assign(complete, { id, send });
}

/** The bucket goes back to before an upload: it knows neither that nor its parts. */
async function bucketForgets(id: string): Promise<void> {
  const object = env.UPLOADS.get(env.UPLOADS.idFromString(id)) as unknown as DurableObjectStub;
  const plan = await runInDurableObject(object, (_, { storage }) => storage.kv.get<Plan>('plan'));
  if (!plan) throw new Error('there is no such upload');
  await env.FILES.resumeMultipartUpload(originalKey(plan.media_id), plan.r2_upload_id).abort();
}

it('is registered again when it is asked for, with its own bytes', async () => {
  const complete = await sentInParts(someone());
  const [status, id] = await complete();
  expect([status, await complete()]).toEqual([201, [201, id]]);
  putBack();
  expect(await complete()).toEqual([201, id]);
  expect(eventsOf(id).map((e) => e.event_type)).toEqual(['MediaUploaded']);
});

it('whose bytes were there already has none of its own any more: it says so, and they are sent again', async () => {
  const user = someone();
  const complete = await sentInParts(user);
  const first = await upload(user, new File([PNG], 'a.png', { type: 'image/png' }));
  const { id } = await first.json<{ id: string }>();
  expect(await complete()).toEqual([200, id]);
  putBack();
  expect((await complete())[0]).toBe(404);
});

it('whose parts the bucket has lost is begun again by its client, whichever step it is at', async () => {
  const [open, asked] = [await sentInParts(someone()), await sentInParts(someone())];
  await bucketForgets(open.id);
  await bucketForgets(asked.id);
  expect([await open.send(), await open.send()]).toEqual([404, 404]);
  expect([(await asked())[0], (await asked())[0]]).toEqual([404, 404]);
});

it('is as before while the event store is away', async () => {
  const complete = await sentInParts(someone());
  const [, id] = await complete();
  fakes.store = { ...store, readStream: () => Promise.reject(new Error('away')) };
  expect(await complete()).toEqual([201, id]);
});
