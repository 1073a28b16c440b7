// What the log names one by one is gone through in passes: nothing is passed over, however new or many there are, and nothing
// holds before all of it has been looked at.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logOf, type Happened } from '#shared/mediahub/testing/log-of';
import { fcParameters } from '#shared/engine/testing/property';
import { contextOf } from '../../test/consistent-system.ts';
import { stateOf } from '../last-result.ts';
import { runToEnd } from '../metered.ts';
import { checkLogged, type Logged, type LoggedThings } from './logged-things.ts';

const SETTLED_MS = 30_000;
const START = Date.UTC(2026, 0, 1);
const register = (n: number): Happened => [`user-${n}`, 'UserRegistered', { provider: 'github' }];

/** So many users, and a check of them: `broken` are those that are not well, `asked` whom a round has asked for. */
function users(count: number, page: number, pages: number) {
  const broken = new Set<number>();
  let asked: number[] = [];
  const { replica, ...rest } = contextOf([]);
  let last = 0;
  const add = (more: number, now: number) => {
    const log = logOf(...Array.from({ length: more }, (_, n) => register(last + n + 1)));
    for (const [n, event] of log.entries())
      replica.apply({
        ...event,
        id: `event-${last + n + 1}`,
        position: last + n + 1,
        created_at: new Date(now).toISOString(),
      });
    last += more;
  };
  add(count, START);
  const things: LoggedThings<Logged> = {
    id: 'a-check',
    page,
    pages,
    settledMs: SETTLED_MS,
    select: (of, where, value, most) =>
      of.all<Logged>(
        `SELECT position, created_at AS at FROM events WHERE ${where} ORDER BY position DESC LIMIT ?`,
        value,
        most,
      ),
    total: (of) => of.count('SELECT COUNT(*) AS n FROM events'),
    async *judge(_, some) {
      yield 1;
      asked.push(...some.map(({ position }) => position));
      const found = some.filter(({ position }) => broken.has(position));
      return new Map(found.map(({ position }) => [position, [{ text: `${position}`, code: 'c', positions: [] }]]));
    },
  };
  const round = async (now: number) => {
    asked = [];
    const finding = await runToEnd(checkLogged({ ...rest, replica, now }, things));
    return { ...finding, state: stateOf(finding), asked };
  };
  return { broken, add, round };
}

it('what is well is looked at and counted however new it is', async () => {
  const { round } = users(3, 10, 1);
  expect(await round(START)).toMatchObject({ checked: 3, total: 3, wholeSince: START, state: 'green' });
});

it('what is new and not well yet is no finding, and nothing holds until it is well', async () => {
  const { broken, round } = users(3, 10, 1);
  broken.add(2);
  const early = { checked: 2, total: 3, wholeSince: null, state: 'looking' };
  expect(await round(START + 1_000)).toMatchObject(early);
  expect(await round(START + 11_000)).toMatchObject(early);
  broken.clear();
  const well = { checked: 3, total: 3, wholeSince: START + 1_000, state: 'green' };
  expect(await round(START + 21_000)).toMatchObject(well);
});

it('what is not well when it is no longer new is broken', async () => {
  const { broken, round } = users(3, 10, 1);
  broken.add(2);
  await round(START + 1_000);
  expect(await round(START + SETTLED_MS + 1)).toMatchObject({ checked: 3, total: 3, state: 'red' });
});

it('a pass waits for what was there when it began, not for what has come since', async () => {
  const { broken, add, round } = users(25, 10, 1);
  expect((await round(START)).state).toBe('looking');
  for (let n = 1; n <= 2; n++) {
    add(1, START + n * 10_000);
    broken.clear();
    broken.add(25 + n);
    await round(START + n * 10_000);
  }
  expect(await round(START + 30_000)).toMatchObject({ wholeSince: START, state: 'green' });
});

it('in no round does anything hold while something old is broken, and each pass looks at all', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(59), { maxLength: 30 }),
      async (count, page, pages, wrong) => {
        const { broken, round } = users(count, page, pages);
        for (const n of wrong) broken.add((n % count) + 1);
        const asked = new Set<number>();
        const now = START + 2 * SETTLED_MS;
        let state: string;
        do {
          const found = await round(now);
          state = found.state;
          for (const one of found.asked) asked.add(one);
          expect(new Set(found.asked).size, 'each once a round').toBe(found.asked.length);
          if (found.wholeSince === null) expect(found.checked).toBeLessThan(count);
          else expect([asked.size, found.checked, found.total]).toEqual([count, count, count]);
          if (found.wholeSince !== null) break;
        } while (asked.size <= count);
        expect(state).toBe(broken.size > 0 ? 'red' : 'green');
        broken.clear();
        // Healed: the next round looks at all that were broken, or at so many that the next ones do.
        expect((await round(now)).state).toBe('green');
      },
    ),
    fcParameters(60),
  ));
