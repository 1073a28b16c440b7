// Looking at everything, a part at a time: a large library is looked at whole within some rounds, and what is found says
// how much it was.
import { expect, it, vi } from 'vitest';
import { durableSql } from '#shared/engine/testing/sqlite';
import type { Env } from '../env.ts';
import { LogReplica } from '../LogReplica.ts';
import { runToEnd } from '../metered.ts';
import type { CheckContext } from './check.ts';
import { compareInRounds, PAGE, ROWS_A_CHECK, type PagedLists } from './rounds.ts';

interface Row {
  position: number;
}

/** So many rows for each user; `seen` notes every row that is compared; `broken` are those that are not as they should be. */
function library(sizes: Record<string, number>, broken = new Set<number>()) {
  const seen = new Map<string, Set<number>>();
  const lists: PagedLists<Row> = {
    id: 'a-check',
    all: () => Object.keys(sizes),
    recent: () => [],
    total: () => Object.values(sizes).reduce((sum, size) => sum + size, 0),
    async *page(_, list, below) {
      yield 1;
      const first = Math.min(sizes[list] ?? 0, (below ?? Infinity) - 1);
      const rows = Array.from({ length: Math.min(PAGE, first) }, (__, n) => ({ position: first - n }));
      const last = rows.at(-1)?.position ?? 0;
      return { rows, next: last > 1 ? last : null };
    },
    compare: (_, list, rows) => {
      const known = seen.get(list) ?? new Set();
      for (const { position } of rows) known.add(position);
      seen.set(list, known);
      return {
        checked: rows.length,
        broken: rows
          .filter(({ position }) => broken.has(position))
          .map(({ position }) => ({ code: 'row_differs', text: `${list} ${position}`, positions: [position] })),
      };
    },
  };
  return { seen, lists };
}

async function* follow() {
  yield 1;
}

const contextAt = (now: number, replica = new LogReplica(durableSql().sql)) =>
  ({ replica, follow, env: {} as Env, now }) satisfies CheckContext;

it('what fits into one check is looked at whole, each time', async () => {
  const { lists, seen } = library({ a: 450, b: 1, c: 0 });
  const { replica } = contextAt(0);
  for (const now of [1, 2]) {
    const whole = { checked: 451, total: 451, wholeSince: now, broken: [] };
    expect(await runToEnd(compareInRounds(contextAt(now, replica), lists))).toEqual(whole);
  }
  expect([...seen].map(([list, rows]) => [list, rows.size])).toEqual([
    ['a', 450],
    ['b', 1],
    ['c', 0],
  ]);
});

it('what does not is looked at in passes of several rounds, without a gap, and says how much it was and since when', async () => {
  const sizes = { a: 5_000, b: 700, c: 1_300 };
  const { lists, seen } = library(sizes);
  const { replica } = contextAt(0);
  const rounds = [1, 2, 3, 4, 5, 6, 7, 8];
  const found: [checked: number, wholeSince: number | null][] = [];
  for (const now of rounds) {
    const { checked, total, wholeSince } = await runToEnd(compareInRounds(contextAt(now, replica), lists));
    expect(total).toBe(7_000);
    found.push([checked, wholeSince]);
    if (now === 4) expect(Object.fromEntries([...seen].map(([list, rows]) => [list, rows.size]))).toEqual(sizes);
  }
  const passed = [ROWS_A_CHECK, 2 * ROWS_A_CHECK, 6_100, 7_000];
  expect(found).toEqual([
    ...passed.map((checked, n) => [checked, n < 3 ? null : 1]),
    ...passed.map((checked, n) => [checked, n < 3 ? 1 : 5]),
  ]);
});

it('a round that fails leaves the pass where it was: what it had looked at is looked at again', async () => {
  const { lists, seen } = library({ a: 5_000 });
  const { replica } = contextAt(0);
  const round = () => runToEnd(compareInRounds(contextAt(1, replica), lists));
  await round();
  const failing = { ...lists };
  let pages = 0;
  failing.page = async function* (...asked) {
    if (++pages > 5) throw new Error('no answer');
    return yield* lists.page(...asked);
  };
  await expect(runToEnd(compareInRounds(contextAt(2, replica), failing))).rejects.toThrow('no answer');
  seen.clear();
  await round();
  expect(await round()).toMatchObject({ checked: 5_000, wholeSince: 1 });
  expect(seen.get('a')?.size).toBe(3_000);
});

it('a pass goes on behind a list that is gone, and looks at those that are left', async () => {
  const sizes: Record<string, number> = { a: 1_900, b: 400, c: 500 };
  const { lists, seen } = library(sizes);
  const { replica } = contextAt(0);
  await runToEnd(compareInRounds(contextAt(1, replica), lists));
  expect(seen.get('b')?.size).toBe(200);
  delete sizes['b'];
  expect(await runToEnd(compareInRounds(contextAt(2, replica), lists))).toMatchObject({ wholeSince: 1 });
  expect(seen.get('c')?.size).toBe(500);
});

it('what is found broken is looked at in each round, until it is well', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const broken = new Set([4]);
  const { lists } = library({ a: 5_000 }, broken);
  const here = contextAt(0);
  const round = async () => {
    const looking = runToEnd(compareInRounds(here, lists));
    let open = true;
    void looking.finally(() => (open = false)).catch(() => undefined);
    while (open) await vi.advanceTimersByTimeAsync(700);
    return (await looking).broken.map(({ text }) => text);
  };
  try {
    const found = [await round(), await round(), await round(), await round(), await round()];
    expect(found).toEqual([[], [], ['a 4'], ['a 4'], ['a 4']]);
    broken.clear();
    expect([await round(), await round(), await round()]).toEqual([[], [], []]);
  } finally {
    vi.useRealTimers();
  }
});
