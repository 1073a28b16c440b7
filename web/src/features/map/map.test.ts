import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaStepView, SagaView } from '#shared/engine/saga/view';
import { FEEDS, layoutOf, pathOf, pointAt, type Box } from './layout.ts';
import { createSampler, dotsOfEvent, dotsOfRefusal, dotsOfSaga, type Dot } from './traffic.ts';

const WIDTHS = [320, 358, 480, 699, 700, 784, 1024];

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the layout', () => {
  it.each(WIDTHS)('has every box inside and none over another, %i wide', (width) => {
    const { boxes, height } = layoutOf(width);
    const all = Object.entries(boxes);
    for (const [name, box] of all) {
      expect(box.x, name).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, name).toBeLessThanOrEqual(width + 0.01);
      expect(box.y + box.height, name).toBeLessThanOrEqual(height);
      for (const [other, second] of all)
        if (name < other) expect(overlap(box, second), `${name} ${other}`).toBe(false);
    }
  });

  it.each(WIDTHS)('keeps every line on the sheet, %i wide', (width) => {
    const { lines, height } = layoutOf(width);
    for (const { id, points } of lines.values()) {
      for (const [x, y] of points) {
        expect(x, id).toBeGreaterThanOrEqual(0);
        expect(x, id).toBeLessThanOrEqual(width);
        expect(y, id).toBeLessThanOrEqual(height);
      }
      expect(pointAt(points, 0)).toEqual(points[0]);
      expect(pathOf(points)).toMatch(/^M/);
    }
  });
});

const event = { aggregate_type: 'Media', metadata: {}, position: 7 } as unknown as LoggedEvent;
const step = (change: Partial<SagaStepView>): SagaStepView =>
  ({ step_name: 'process', status: 'running', attempts: 1, next_retry_at: null, ...change }) as SagaStepView;
const saga = (...steps: SagaStepView[]): SagaView => ({ id: 'saga-1', steps }) as SagaView;
const said = (dots: Dot[]) =>
  dots.map(({ kind, backwards, fate }) => `${kind} ${backwards ? 'back' : 'out'} ${fate}`);

describe('the traffic', () => {
  it('takes every way on a line that the map has, and leads to its journey', () => {
    const { lines } = layoutOf(1024);
    const all = [
      ...dotsOfEvent(event),
      ...dotsOfSaga(undefined, saga(step({}))),
      ...FEEDS.flatMap(dotsOfRefusal),
      ...dotsOfRefusal('log'),
    ];
    for (const { way } of all) for (const id of way) expect(lines.has(id), id).toBe(true);
    expect(dotsOfEvent(event)[0]).toMatchObject({
      to: '/journey/7',
      way: ['gateway>media-command', 'media-command>streams', 'streams>log'],
    });
  });

  it('draws a command for a try, its answer for an outcome, and nothing when nothing changed', () => {
    const asked = saga(step({}));
    expect(said(dotsOfSaga(undefined, asked))).toEqual(['command out arrives']);
    expect(dotsOfSaga(asked, asked)).toEqual([]);
    expect(said(dotsOfSaga(asked, saga(step({ status: 'completed' }))))).toEqual(['good back arrives']);
    expect(said(dotsOfSaga(asked, saga(step({ next_retry_at: '2026-01-01T00:00:00Z' }))))).toEqual([
      'bad back lost',
    ]);
    expect(said(dotsOfSaga(asked, saga(step({ attempts: 2 }))))).toEqual(['command out arrives']);
    const undone = saga(step({ status: 'compensating', attempts: 1 }));
    expect(said(dotsOfSaga(saga(step({ status: 'completed' })), undone))).toEqual(['command out arrives']);
  });

  it('samples above twenty a second, and says how many it left out', () => {
    const sampler = createSampler();
    const taken = Array.from({ length: 50 }, (_, n) => sampler.take(n * 10)).filter(Boolean);
    expect(taken).toHaveLength(20);
    expect(sampler.skipped(500)).toBe(30);
    expect(sampler.take(1_600)).toBe(true);
    expect(sampler.skipped(2_000)).toBe(0);
  });
});
