import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { after, type Flow, type PlacedNote } from './flow.ts';
import { between, stopsOf, type Journey } from './journeys.ts';

const note = (place: PlacedNote['place'], what: PlacedNote['what'], second: number): PlacedNote => ({
  place,
  what,
  from: 4,
  to: 5,
  at: `2026-01-01T00:00:0${second}.000Z`,
});

const flow = (now: number, notes: PlacedNote[]): Flow => ({
  now: `2026-01-01T00:00:0${now}.000Z`,
  head: 5,
  log: { waiting: 0, refused: 1, outbox: { streams: 0, events: 0 } },
  subscriptions: [{ name: 'media', checkpoint: 4, lag: 1, state: 'running', parked: 0, refused: 2 }],
  notes,
});

describe('what is known of the flow', () => {
  it('grows by what is new, and takes nothing twice where two answers overlap', () => {
    const first = after(undefined, flow(1, [note('log', 'logged', 1)]));
    const second = after(first, flow(2, [note('log', 'logged', 1), note('media', 'handed', 2)]));
    expect(second.notes.map(({ what }) => what)).toEqual(['logged', 'handed']);
    expect(second.samples.map(({ lag, refused }) => [lag.media, refused])).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });
});

describe('a journey', () => {
  const event = { event_type: 'MediaUploaded' } as LoggedEvent;
  const journey = (notes: PlacedNote[], passed: boolean, parked: string | null = null): Journey => ({
    event,
    subscriptions: [{ name: 'media', passed, parked }],
    notes,
  });

  it('tells applied, refused once more, waiting and parked apart', () => {
    const applied = stopsOf(journey([note('media', 'applied', 2), note('media', 'refused', 3)], true))[0];
    expect(applied).toMatchObject({ outcome: 'applied', at: '2026-01-01T00:00:02.000Z', refused: 1 });
    expect(stopsOf(journey([], false))[0]?.outcome).toBe('waiting');
    expect(stopsOf(journey([note('media', 'failed', 2)], false))[0]?.outcome).toBe('retrying');
    expect(stopsOf(journey([], true, 'poison'))[0]).toMatchObject({ outcome: 'parked', text: 'poison' });
  });

  it('knows which read models an event does not concern', () => {
    const passed: Journey = {
      event,
      subscriptions: [{ name: 'notification', passed: true, parked: null }],
      notes: [],
    };
    expect(stopsOf(passed)[0]?.outcome).toBe('nothing');
  });

  it('never shows a negative time: the clock may have gone back', () => {
    expect(between('2026-01-01T00:00:01.000Z', '2026-01-01T00:00:01.250Z')).toBe(250);
    expect(between('2026-01-01T00:00:02.000Z', '2026-01-01T00:00:01.000Z')).toBeNull();
  });
});
