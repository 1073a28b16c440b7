// A sweep between the tries of an upload in parts whose event cannot be written: its joined bytes stay for as long as it tries.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import { call, env, someone } from '../../test/env.ts';
import { PNG } from '../../test/images.ts';
import { fakes } from '../../test/worker.ts';
import { AGE_MS, type Sweeper } from '../Sweeper.ts';
import { SWEEPER } from '../sweeping/name.ts';
import type { Plan } from './plan.ts';

/** Everything, as of a moment when all of it is old enough. */
const sweep = () =>
  runInDurableObject(
    env.SWEEPER.getByName(SWEEPER) as unknown as DurableObjectStub<Sweeper>,
    async (instance, { storage }) => {
      for (const key of ['pass', 'swept_until', 'all_swept_at']) storage.kv.delete(key);
      const later = Date.now() + 2 * AGE_MS;
      for (let next: number | null = later; next === later;) next = await instance.sweep(later);
    },
  );

it('an upload in parts keeps its bytes while it tries to complete, and loses them when it is given up', async () => {
  const user = someone();
  const ask = (method: string, path: string, init: RequestInit) =>
    call(user, `/api/v1/uploads${path}`, { method, ...init });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ filename: 'a.png', size: PNG.length });
  const { id } = await (await ask('POST', '', { body, headers })).json<{ id: string }>();
  const length = { 'content-length': String(PNG.length) };
  await ask('PUT', `/${id}/parts/1`, { body: new Uint8Array(PNG), headers: length });
  fakes.beforeAppend = () => Promise.reject(new Error('the log is full'));
  await ask('POST', `/${id}/complete`, { headers });

  const object = env.UPLOADS.get(env.UPLOADS.idFromString(id)) as unknown as DurableObjectStub;
  const plan = await runInDurableObject(object, (_, { storage }) => storage.kv.get<Plan>('plan'));
  const joined = () => env.FILES.head(originalKey(plan?.media_id ?? ''));
  await sweep();
  expect(await joined()).not.toBeNull();
  await runInDurableObject(object, (_, { storage }) => storage.kv.put('tries', 10_000));
  await runDurableObjectAlarm(object);
  await sweep();
  expect(await joined()).toBeNull();
});
