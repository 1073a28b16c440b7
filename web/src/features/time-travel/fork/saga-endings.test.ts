import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaStatus, SagaTimelineEntry, StepStatus } from '#shared/engine/saga/view';
import type { Fate, ForkedEvent } from './replay.ts';
import { endingOf, sagasOf } from './saga-endings.ts';

const second = (n: number) => `2026-11-28T10:00:${String(n).padStart(2, '0')}.000Z`;
const forked = (position: number, fate: Fate, saga?: string, request = 'r'): ForkedEvent => ({
  event: {
    id: `e-${position}`,
    position,
    created_at: second(position),
    metadata: { correlation_id: request, ...(saga === undefined ? {} : { saga_id: saga }) },
  } as unknown as LoggedEvent,
  fate,
});
const heard = (n: number, event: number | null, status: SagaStatus, step: StepStatus): SagaTimelineEntry => ({
  at: second(n),
  what: n === 1 ? 'started' : 'replied',
  step_name: 'process',
  direction: 'do',
  detail: '',
  event_id: event === null ? null : `e-${event}`,
  command: null,
  command_id: null,
  status,
  steps: [{ step_name: 'process', status: step, attempts: 1 }],
  out: null,
});
const TIMELINE = [
  heard(1, 1, 'running', 'running'),
  heard(3, 3, 'running', 'completed'),
  { ...heard(4, 2, 'completed', 'completed'), what: 'late' as const },
  heard(5, null, 'completed', 'completed'),
];
const log = (fates: Record<number, Fate>) => [1, 2, 3].map((n) => forked(n, fates[n] ?? 'same', 'saga-1'));

describe('a saga in a fork', () => {
  it('ends as it did where the fork has all that came in; what came late counts for nothing', () => {
    const ending = endingOf(TIMELINE, log({ 2: 'left_out' }));
    expect(ending).toMatchObject({ stop: null, fork: { status: 'completed' }, now: { status: 'completed' } });
    expect(ending.then).toMatchObject({ status: 'running' });
  });

  it('never begins without the event that starts it, and begins with other data where that is changed', () => {
    expect(endingOf(TIMELINE, log({ 1: 'effect' }))).toMatchObject({
      then: null,
      fork: null,
      stop: 'never_begins',
    });
    expect(endingOf(TIMELINE, log({ 1: 'changed' }))).toMatchObject({
      fork: { status: 'running', steps: { process: 'running' } },
      stop: 'other_data',
    });
  });

  it('waits where the event of an answer is left out or is another one', () => {
    const waits = { fork: { status: 'running', steps: { process: 'running' } }, at: 3 };
    expect(endingOf(TIMELINE, log({ 3: 'left_out' }))).toMatchObject({ ...waits, stop: 'missing' });
    expect(endingOf(TIMELINE, log({ 3: 'changed' }))).toMatchObject({ ...waits, stop: 'changed' });
  });

  it('is looked for where an event of its request is touched, and only so many are', () => {
    const events = [
      forked(1, 'left_out'),
      forked(2, 'same', 'saga-1'),
      forked(3, 'same', 'saga-2'),
      forked(4, 'same', 'saga-3', 'other'),
    ];
    expect(sagasOf(events, 9)).toEqual(['saga-1', 'saga-2']);
    expect(sagasOf(events, 1)).toEqual(['saga-1']);
    expect(sagasOf(events.slice(1), 9)).toEqual([]);
  });
});
