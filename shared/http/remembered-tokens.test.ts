// A token is verified once, for as long as it is valid and the keys are the same.
import { expect, it, vi } from 'vitest';
import type { Key } from './keys.ts';
import { rememberedTokens } from './remembered-tokens.ts';

const keys: readonly Key[] = [];
const verify = vi.fn(() => Promise.resolve({ says: 'alice', exp: 10 }));

it('is asked once until it expires; with other keys, after an end or a clock turned back it is verified again', async () => {
  let now = 5_000;
  const remembered = rememberedTokens<string>(() => now);
  const times = async (of: readonly Key[] = keys) => {
    verify.mockClear();
    expect(await remembered('token', of, verify)).toBe('alice');
    return verify.mock.calls.length;
  };
  expect([await times(), await times()]).toEqual([1, 0]);
  now = 9_999;
  expect(await times()).toBe(0);
  now = 10_000;
  expect([await times(), await times()]).toEqual([1, 1]);
  now = 6_000;
  expect(await times([])).toBe(1);
  now = 4_000;
  expect(await times([])).toBe(1);
});

it('remembers no token that did not verify, and not more than a thousand', async () => {
  const remembered = rememberedTokens<string>(() => 0);
  const refused = vi.fn(() => Promise.reject(new Error('no')));
  await expect(remembered('bad', keys, refused)).rejects.toThrow('no');
  await expect(remembered('bad', keys, refused)).rejects.toThrow('no');
  expect(refused).toHaveBeenCalledTimes(2);
  verify.mockClear();
  for (let n = 0; n <= 1_000; n++) await remembered(`t${n}`, keys, verify);
  await remembered('t0', keys, verify);
  expect(verify).toHaveBeenCalledTimes(1_002);
});
