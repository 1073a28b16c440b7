// Of many at once one asks; what it leaves undone the others do themselves.
import { expect, test } from 'vitest';
import { Lookups } from './lookups.ts';

const remembering = () => {
  const known = new Map<string, string>();
  return { known, lookups: new Lookups((key) => known.get(key)) };
};

test('a request during a lookup gets what that has read, and looks up by itself when that is nothing', async () => {
  const { known, lookups } = remembering();
  expect(await lookups.follow('a')).toBeUndefined();
  let read: (user: string | undefined) => void = () => undefined;
  const reading = new Promise<string | undefined>((resolve) => (read = resolve));
  const leading = lookups.lead('a', reading, (user) => user && known.set('a', user));
  const following = [lookups.follow('a'), lookups.follow('a')];
  expect(await lookups.follow('b')).toBeUndefined();
  read('alice');
  expect(await Promise.all([leading, ...following])).toEqual(['alice', 'alice', 'alice']);
  known.clear();
  expect(await lookups.follow('a')).toBeUndefined();
});

test('a lookup that fails fails for its own request alone', async () => {
  const { lookups } = remembering();
  const leading = lookups.lead('a', Promise.reject(new Error('away')), () => undefined);
  const following = lookups.follow('a');
  await expect(leading).rejects.toThrow('away');
  expect(await following).toBeUndefined();
});

test('one that never ends is not waited for', async () => {
  const { lookups } = remembering();
  void lookups.lead('a', new Promise(() => undefined), () => undefined);
  expect(await lookups.follow('a')).toBeUndefined();
});
