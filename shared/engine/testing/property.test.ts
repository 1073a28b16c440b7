// A property that fails says how to run the failing case again, and that does run it: SEED and PLAN alone make it up.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fcParameters } from './property.ts';
import type { PropertyEnv } from './property-env.ts';

/** A property that breaks: what it was tried with, and what it says in the end. */
const broken = async (runs: number, env: PropertyEnv, fails = (n: number) => n > 100) => {
  const tried: number[] = [];
  const holds = fc.property(fc.nat(), (n) => {
    tried.push(n);
    return !fails(n);
  });
  const asynchronous = fc.asyncProperty(fc.nat(), async (n) => !fails(n));
  const said = (error: unknown) => (error as Error).message;
  const message = await fc.assert(asynchronous, fcParameters(runs, env)).then(() => 'it holds', said);
  try {
    fc.assert(holds, fcParameters(runs, env));
    return { tried, message, synchronous: 'it holds' };
  } catch (error) {
    return { tried, message, synchronous: said(error) };
  }
};
const COMMAND = /\n {2}SEED=(?<SEED>-?\d+) PLAN=(?<PLAN>[\d:]+) npm test -- (?<file>\S+) -t '(?<name>[^']*)'$/;
const commandIn = (message: string) => COMMAND.exec(message)?.groups ?? {};

describe('a property that fails', () => {
  it('prints the one command that runs it again (even if its name\'s like this: "this", $HOME)', async () => {
    const { message, synchronous } = await broken(1000, {});
    for (const { SEED, PLAN, file, name = '' } of [commandIn(message), commandIn(synchronous)]) {
      expect([Number(SEED), PLAN]).toEqual([expect.any(Number), expect.stringContaining(':')]);
      expect(file).toBe('shared/engine/testing/property.test.ts');
      expect(expect.getState().currentTestName).toMatch(new RegExp(name));
    }
  });

  it('is run again by it: the shrunk case and nothing else', async () => {
    const { synchronous } = await broken(1000, {});
    const { SEED = '', PLAN = '' } = commandIn(synchronous);
    const { tried, message } = await broken(1000, { SEED, PLAN });
    expect(tried).toEqual([101]);
    expect(message).toContain('[101]');
    expect((await broken(1000, { SEED }, (n) => n === -1)).message).toBe('it holds');
  });

  it('prints it during a soak run as well, long before the time is up', async () => {
    const { message } = await broken(1, { SOAK_SECONDS: '3600' });
    expect(Object.keys(commandIn(message))).toContain('PLAN');
  });
});

describe('a property that holds', () => {
  const counted = async (env: PropertyEnv): Promise<[begun: number, ended: number]> => {
    let [begun, ended] = [0, 0];
    const counting = fc.asyncProperty(fc.nat(), async () => {
      begun++;
      await new Promise((resolve) => setImmediate(resolve));
      ended++;
    });
    await fc.assert(counting, fcParameters(7, env));
    return [begun, ended];
  };

  it('runs the set number of cases, or for the set time, and leaves none unfinished', async () => {
    expect(await counted({})).toEqual([7, 7]);
    expect(await counted({ RUNS: '3' })).toEqual([3, 3]);
    expect(await counted({ RUNS: '30' })).toEqual([7, 7]);
    const [begun, ended] = await counted({ SOAK_SECONDS: '0.05' });
    expect(begun).toBeGreaterThan(7);
    expect(ended).toBe(begun);
  });

  it('runs for that time even if the test fakes the clock', () => {
    vi.useFakeTimers({ now: 0 });
    let tried = 0;
    const hasty = fc.property(fc.nat(), () => void vi.setSystemTime(++tried * 1e6));
    fc.assert(hasty, fcParameters(1, { SOAK_SECONDS: '0.05' }));
    vi.useRealTimers();
    expect(tried).toBeGreaterThan(7);
  });

  it('runs the same cases from the same seed', async () => {
    const first = await broken(20, { SEED: '7' }, () => false);
    expect(await broken(20, { SEED: '7' }, () => false)).toEqual(first);
    expect((await broken(20, { SEED: '8' }, () => false)).tried).not.toEqual(first.tried);
  });
});
