import { describe, expect, it } from 'vitest';
import { FlightRecorder } from './flight-recorder.ts';

const recorder = () => {
  const clock = { now: 1_000 };
  return { clock, box: new FlightRecorder(() => clock.now) };
};

describe('the flight recorder', () => {
  it('keeps nothing while no page watches, and still counts what was refused', () => {
    const { box } = recorder();
    box.note('handed', 0, 3);
    box.note('refused', 0, 3);
    expect(box.refused).toBe(3);
    expect(box.watch(0)).toEqual([]);
  });

  it('notes while it is watched, and forgets when a page comes back after the watch has ended', () => {
    const { box, clock } = recorder();
    box.watch(0);
    box.note('logged', 3, 5);
    expect(box.watch(0)).toEqual([{ at: 1_000, what: 'logged', from: 3, to: 5 }]);
    clock.now += 60_001;
    box.note('logged', 5, 6);
    expect(box.watch(0)).toEqual([]);
  });

  it('answers from an instant on, and holds a bounded number', () => {
    const { box, clock } = recorder();
    box.watch(0);
    for (let n = 0; n < 1_000; n++) {
      clock.now += 1;
      box.note('applied', n, n + 1);
    }
    const all = box.watch(0);
    expect(all).toHaveLength(400);
    expect(all.at(-1)?.to).toBe(1_000);
    expect(box.watch(clock.now)).toHaveLength(1);
  });
});
