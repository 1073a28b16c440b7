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
      return rows
        .filter(({ position }) => broken.has(position))
        .map(({ position }) => ({ code: 'row_differs', text: `${list} ${position}`, positions: [position] }));
    },
  };
  return { seen, lists };
}

async function* follow() {
  yield 1;
}

const context = () =>
  ({ replica: new LogReplica(durableSql().sql), follow, env: {} as Env, now: 0 }) satisfies CheckContext;

it('what fits into one check is looked at whole, each time', async () => {
  const { lists, seen } = library({ a: 450, b: 1, c: 0 });
  const here = context();
  for (let round = 0; round < 2; round++)
    expect(await runToEnd(compareInRounds(here, lists))).toMatchObject({ checked: 451, total: 451, broken: [] });
  expect([...seen].map(([list, rows]) => [list, rows.size])).toEqual([
    ['a', 450],
    ['b', 1],
    ['c', 0],
  ]);
});

it('what does not is looked at in rounds, without a gap, and says how much it was', async () => {
  const sizes = { a: 5_000, b: 700, c: 1_300 };
  const { lists, seen } = library(sizes);
  const here = context();
  for (let round = 0; round < 4; round++) {
    const { checked, total } = await runToEnd(compareInRounds(here, lists));
    expect(checked).toBeGreaterThanOrEqual(ROWS_A_CHECK);
    expect(checked).toBeLessThan(ROWS_A_CHECK + PAGE);
    expect(total).toBe(7_000);
  }
  expect(Object.fromEntries([...seen].map(([list, rows]) => [list, rows.size]))).toEqual(sizes);
});

it('what is found broken is looked at in each round, until it is well', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const broken = new Set([4]);
  const { lists } = library({ a: 5_000 }, broken);
  const here = context();
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
