import { expect, it, vi } from 'vitest';
import { isAhead, rearming } from './alarm.ts';

it('an alarm is set when the work fails, and none when it succeeds', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const setAlarm = vi.fn((_at: number | Date) => Promise.resolve());
  const before = Date.now();
  await rearming({ setAlarm }, 1_000, () => Promise.reject(new Error('the log is away')));
  expect(setAlarm).toHaveBeenCalledTimes(1);
  expect(Number(setAlarm.mock.calls[0]?.[0])).toBeGreaterThanOrEqual(before + 1_000);
  await rearming({ setAlarm }, 1_000, () => Promise.resolve());
  expect(setAlarm).toHaveBeenCalledTimes(1);
});

it('an alarm is also set when the work never ends', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const setAlarm = vi.fn((_at: number | Date) => Promise.resolve());
  await rearming({ setAlarm }, 1_000, () => new Promise(() => undefined), 10);
  expect(setAlarm).toHaveBeenCalledTimes(1);
});

it('an alarm is ahead unless its time has passed, or is so far off that the clock must have gone back', () => {
  expect([isAhead(5, 1, 10), isAhead(50, 1, 10), isAhead(1, 5, 10)]).toEqual([true, false, false]);
});
