import { expect, it } from 'vitest';
import { green, red, waiting } from './lab.ts';
import { begunAt, progressOf, withSeen } from './progress.ts';

const begun = begunAt(7, '2026-01-01T00:00:00.000Z');

it('what was seen green stays seen, with its first instant', () => {
  const once = withSeen(begun, { a: green, b: waiting('x') }, 'first');
  expect(once.seen).toEqual({ a: 'first' });
  expect(withSeen(once, { a: red('x'), b: green }, 'second').seen).toEqual({ a: 'first', b: 'second' });
});

it('is read again as it was written', () => {
  const kept = { '01-x': withSeen(begun, { a: green }, 'now') };
  expect(progressOf(JSON.stringify(kept))).toEqual(kept);
});

it.each([null, '', 'no json', '[]', '{"01-x":{"begun":"7"}}', '{"01-x":null}'])(
  'is empty when it is %j',
  (text) => {
    expect(progressOf(text)).toEqual({});
  },
);
