// The supervisor, over lives that are made up: what it starts again, and when it gives up.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { supervise, type Life } from './supervise.ts';

const log = join(mkdtempSync(join(tmpdir(), 'mediahub-supervise-')), 'log');
const never = new Promise<never>(() => undefined);
const life = (missing: string, over: Promise<string>, stop = async () => undefined as void): Life => ({
  ready: Promise.resolve(missing),
  over,
  stop,
});
const diesAtOnce = () => life('', Promise.resolve('its process ended (SIGKILL)'));
const lastsFor = () => life('', never);
const failsToStart = () => life('eventstore', never);

/** The rests that the last supervisor took. */
const rests: number[] = [];

/** Supervises these lives one after the other, and stops the supervisor after the last one. */
async function lived(lives: (() => Life)[]): Promise<number> {
  const stopping = new AbortController();
  let started = 0;
  const start = () => {
    const next = lives[started++];
    if (next) return next();
    stopping.abort('SIGHUP');
    return lastsFor();
  };
  rests.length = 0;
  const rest = async (ms: number) => void rests.push(ms);
  await supervise({ start, address: 'http://localhost:1', log, rest }, stopping.signal);
  return started;
}

beforeEach(() => {
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('the supervisor', () => {
  it('never gives up on a system that was up in between', async () => {
    expect(await lived(Array.from({ length: 30 }, () => diesAtOnce))).toBe(31);
    expect(console.log).toHaveBeenCalledWith('MediaHub is running at http://localhost:1');
    expect(console.log).toHaveBeenCalledWith('MediaHub answers again.');
  });

  it('gives up at once when the very first start fails, and names the Worker that is not ready', async () => {
    await expect(
      supervise({ start: failsToStart, address: '', log }, new AbortController().signal),
    ).rejects.toThrow('it did not start: eventstore is not ready');
  });

  it('tries again after a system was up, and gives up only after five starts in vain', async () => {
    const four = Array.from({ length: 4 }, () => failsToStart);
    expect(await lived([diesAtOnce, ...four, diesAtOnce, ...four])).toBe(11);
    expect(rests).toEqual([0, 250, 500, 1_000, 2_000, 0, 250, 500, 1_000, 2_000]);
    const five = lived([diesAtOnce, ...four, failsToStart]);
    await expect(five).rejects.toThrow('eventstore is not ready');
  });

  it('writes down how each life ended, and why it stops', async () => {
    await lived([diesAtOnce, failsToStart]);
    expect(readFileSync(log, 'utf8').replaceAll(/^\S+ /gm, '').trim().split('\n')).toEqual([
      'MediaHub: its process ended (SIGKILL)',
      'MediaHub: eventstore is not ready (1 in a row)',
      'MediaHub stops: SIGHUP',
    ]);
  });

  it('ends what is left of a life before it starts the next one', async () => {
    const order: string[] = [];
    const first = life('', Promise.resolve('hangs'), async () => void order.push('first has ended'));
    const second = life('', Promise.resolve('hangs'), async () => void order.push('second has ended'));
    await lived([() => first, () => (order.push('second starts'), second)]);
    expect(order).toEqual(['first has ended', 'second starts', 'second has ended']);
  });
});
