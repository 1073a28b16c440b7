import { expect, it, vi } from 'vitest';
import { isAhead, rearming } from './alarm.ts';

it('whatever the work meets, an alarm is set', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const setAlarm = vi.fn((_at: number | Date) => Promise.resolve());
  const before = Date.now();
  await rearming({ setAlarm }, 1_000, () => Promise.reject(new Error('the log is away')));
  expect(setAlarm).toHaveBeenCalledTimes(1);
  expect(Number(setAlarm.mock.calls[0]?.[0])).toBeGreaterThanOrEqual(before + 1_000);
  await rearming({ setAlarm }, 1_000, () => Promise.resolve());
  expect(setAlarm).toHaveBeenCalledTimes(1);
});

it('also when the work never ends: a store that hangs is not the last that an object does', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const setAlarm = vi.fn((_at: number | Date) => Promise.resolve());
  await rearming({ setAlarm }, 1_000, () => new Promise(() => undefined), 10);
  expect(setAlarm).toHaveBeenCalledTimes(1);
});

it('an alarm stands where it was put, unless the clock has gone back since', () => {
  expect([isAhead(5, 1, 10), isAhead(50, 1, 10), isAhead(1, 5, 10)]).toEqual([true, false, false]);
});
