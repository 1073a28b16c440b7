import { expect, it } from 'vitest';
import { decoderCrashes } from './decoder-crashes.ts';

it('refuses an image at the third death of the decoder, and no other one', () => {
  const { died, refused } = decoderCrashes();
  for (const expected of [false, false, true]) {
    died('a');
    expect(refused('a')).toBe(expected);
  }
  expect(refused('b')).toBe(false);
});

it('remembers a bounded number: the one it has heard of least recently is forgotten first', () => {
  const { died, refused } = decoderCrashes();
  for (const name of ['a', 'a', 'a', 'b', 'b', 'b']) died(name);
  for (let n = 0; n < 198; n++) died(String(n));
  died('a');
  died('one more');
  expect([refused('a'), refused('b')]).toEqual([true, false]);
});
