import { describe, expect, it } from 'vitest';
import type { SagaTimelineEntry, StepStatus } from '#shared/engine/saga/view';
import { exchangesOf } from '#shared/engine/saga/exchanges';
import { workerOf } from '#shared/mediahub/services';
import { scaleOf, undoneUnknown } from './exchanges.ts';

const command = (step_name: string, direction: 'do' | 'undo' = 'do') => ({
  command: step_name === 'process' ? 'media.process' : 'album.add',
  command_id: `saga-1:${step_name}:${direction}`,
  step_name,
  direction,
});

const entry = (
  second: number,
  what: SagaTimelineEntry['what'],
  detail: string,
  out: SagaTimelineEntry['out'],
  steps: Record<string, [StepStatus, number]>,
): SagaTimelineEntry => ({
  at: new Date(second * 1000).toISOString(),
  what,
  step_name: null,
  direction: null,
  detail,
  event_id: null,
  command: null,
  command_id: null,
  status: 'running',
  steps: Object.entries(steps).map(([step_name, [status, attempts]]) => ({ step_name, status, attempts })),
  out,
});

const short = (timeline: SagaTimelineEntry[]) =>
  exchangesOf(timeline).map(
    ({ step, direction, attempt, from, replied, to, outcome }) =>
      `${step} ${direction} #${attempt} ${from / 1000}${replied === null ? '' : `~${replied / 1000}`}-${to === null ? '' : to / 1000} ${outcome}`,
  );

describe('the exchanges of a saga', () => {
  it('go from the command to the event that completes it, with the reply in between', () => {
    const timeline = [
      entry(0, 'started', 'MediaUploaded', command('process'), { process: ['running', 1], add: ['pending', 0] }),
      entry(1, 'replied', 'accepted', null, { process: ['running', 1], add: ['pending', 0] }),
      entry(2, 'event', 'MediaProcessed', command('add'), { process: ['completed', 1], add: ['running', 1] }),
      entry(3, 'event', 'MediaAddedToAlbum', null, { process: ['completed', 1], add: ['completed', 1] }),
      entry(4, 'late', 'accepted', null, { process: ['completed', 1], add: ['completed', 1] }),
    ];
    expect(short(timeline)).toEqual(['process do #1 0~1-2 done', 'add do #1 2-3 done']);
  });

  it('are one for every try, numbered', () => {
    const timeline = [
      entry(0, 'started', 'MediaUploaded', command('process'), { process: ['running', 1] }),
      entry(1, 'lost', 'no answer', null, { process: ['running', 1] }),
      entry(2, 'due', '', command('process'), { process: ['running', 2] }),
      entry(3, 'replied', 'rejected: no: never', command('process', 'undo'), { process: ['compensating', 1] }),
    ];
    expect(short(timeline)).toEqual([
      'process do #1 0-1 lost',
      'process do #2 2-3 refused',
      'process undo #1 3- open',
    ]);
  });

  it('end without a known outcome when their participant says that it failed', () => {
    const timeline = [
      entry(0, 'started', '', command('process'), { process: ['running', 1] }),
      entry(1, 'replied', 'failed: out of order', null, { process: ['running', 1] }),
    ];
    expect(short(timeline)).toEqual(['process do #1 0-1 lost']);
  });

  it('name the steps that were undone although their outcome was unknown', () => {
    const timeline = [
      entry(0, 'started', '', command('add'), { add: ['running', 1] }),
      entry(1, 'lost', '', command('add', 'undo'), { add: ['unknown', 1] }),
      entry(2, 'event', '', null, { add: ['compensated', 1] }),
    ];
    expect([...undoneUnknown(timeline)]).toEqual(['add']);
    expect([...undoneUnknown(timeline.slice(0, 1))]).toEqual([]);
  });

  it('belong to the Worker that their command goes to', () => {
    expect(['media.process', 'album.add', 'stock.reserve'].map(workerOf)).toEqual([
      'media-command',
      'album',
      'stock',
    ]);
  });
});

it('the scale keeps the order, and shows 5 ms beside 5 s', () => {
  const { x, width } = scaleOf([0, 5, 5_005, 5_005]);
  expect(x(0)).toBe(0);
  expect(x(5)).toBeGreaterThan(20);
  expect(x(5_005)).toBe(width);
  expect(width).toBeLessThan(300);
});
