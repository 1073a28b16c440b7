// A caller that vanishes while the key is fetched keeps nobody else waiting.
import { expect, it } from 'vitest';
import type { Env } from '../env.ts';
import { contentId } from './content-id.ts';

type Keys = Pick<Env, 'CONTENT_KEY'>;
const envOf = (bytes: () => Promise<Uint8Array>): Keys =>
  ({ CONTENT_KEY: { getByName: () => ({ bytes }) } }) as unknown as Keys;
const KEY = new Uint8Array(32).fill(7);

it('an upload whose client went away while the key was fetched holds up no later one', async () => {
  // Its request is dropped: its promise is never settled.
  void contentId(
    envOf(() => new Promise(() => undefined)),
    'user-a',
    'sha',
  );
  const fetching = () =>
    contentId(
      envOf(async () => KEY),
      'user-a',
      'sha',
    );
  expect(await fetching()).toBe(await fetching());
});
