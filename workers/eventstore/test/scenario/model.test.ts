// The model of the scenarios: what it takes for a stream's doing, and what it does not.
import { expect, it } from 'vitest';
import type { AppendResult, AppendRequest } from '#shared/engine/ports/eventstore';
import type { StreamEvent } from '#shared/engine/event/envelope';
import { streamHolds, type Call } from './model.ts';

const stored = (...ids: string[]) =>
  ids.map((id, n) => ({ id, version: n + 1, data: {} })) as unknown as StreamEvent[];

function call(ids: string[], version: number | null): Call {
  const request = { aggregate_id: 'a', expected_version: 'any', events: ids.map((id) => ({ id, data: {} })) };
  const answer: AppendResult | null =
    version === null ? null : { ok: true, version, position: null, created_at: '' };
  return { request: request as unknown as AppendRequest, bad: false, least: 0, answer };
}

it('a repetition with one more event that overtook its original has written both', () => {
  const [original, repetition] = [call(['1'], 1), call(['1', '2'], 2)];
  expect(() => streamHolds(stored('1', '2'), [original, repetition])).not.toThrow();
});

it('what may have been written by either of two is explained by the one that fits what follows', () =>
  expect(() =>
    streamHolds(stored('1', '2', '3'), [call(['1', '2'], null), call(['1'], 1), call(['2', '3'], 3)]),
  ).not.toThrow());

it('a batch of which a part is there has not been written', () => {
  expect(() => streamHolds(stored('1'), [call(['1', '2'], null)])).toThrow('S3');
  expect(() => streamHolds(stored('1', '2'), [call(['1'], 1)])).toThrow('S1');
});
