// A caller that vanishes while the key is fetched keeps no one else waiting.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { visited, visits, type Serve } from '#shared/engine/testing/isolate';
import { fcParameters } from '#shared/engine/testing/property';
import type { Env } from '../env.ts';

type Keys = Pick<Env, 'CONTENT_KEY'>;
const envOf = (bytes: () => Promise<Uint8Array>): Keys =>
  ({ CONTENT_KEY: { getByName: () => ({ bytes }) } }) as unknown as Keys;
const KEY = new Uint8Array(32).fill(7);

/** Each in an isolate of its own. */
const newIsolate = async (): Promise<Serve> => {
  vi.resetModules();
  const { contentId } = await import('./content-id.ts');
  const fetched = (call: () => Promise<void>) => async () => {
    await call();
    return KEY;
  };
  return (call) => contentId(envOf(fetched(call)), 'user-a', 'sha');
};

/** As it was: all requests share the promise of the first one. */
const sharedPromise = async (): Promise<Serve> => {
  let key: Promise<Uint8Array> | undefined;
  return (call) => (key ??= call().then(() => KEY));
};

// The last one has no key to fetch where another one has, and is served at once.
const holds = (isolate: () => Promise<Serve>) =>
  fc.asyncProperty(visits, async (plan) => visited(await isolate(), plan, false, 1));

it('an upload whose client went away while the key was fetched holds up no later one', () =>
  fc.assert(holds(newIsolate), fcParameters(50)));

it('R5 catches a promise that is shared by all', async () => {
  const found = await fc.check(holds(sharedPromise), { seed: 1, numRuns: 500 });
  expect(found.failed).toBe(true);
  expect(String(found.errorInstance)).toContain('R5: ');
});

it('names the same bytes of a user alike', async () => {
  const { contentId } = await import('./content-id.ts');
  const named = (user: string) =>
    contentId(
      envOf(async () => KEY),
      user,
      'sha',
    );
  expect(await named('user-a')).toBe(await named('user-a'));
  expect(await named('user-a')).not.toBe(await named('user-b'));
});
