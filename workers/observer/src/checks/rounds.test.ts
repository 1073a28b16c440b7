// Looking at everything, a part at a time: a large library is looked at whole within some rounds, and what is found says
// how much it was.
import { expect, it, vi } from 'vitest';
import { durableSql } from '#shared/engine/testing/sqlite';
import type { Env } from '../env.ts';
import { Notes } from '../Notes.ts';
import { wholeOf } from '../parts.ts';
import type { World } from './check.ts';
import { lookAround, PAGE, ROWS_A_CHECK, type Shelves } from './rounds.ts';

interface Row {
  position: number;
}

/** So many rows for each user; `seen` notes every row that is compared; `broken` are those that are not as they should be. */
function library(sizes: Record<string, number>, broken = new Set<number>()) {
  const seen = new Map<string, Set<number>>();
  const shelves: Shelves<Row> = {
    id: 'a-check',
    all: () => Object.keys(sizes),
    recent: () => [],
    total: () => Object.values(sizes).reduce((sum, size) => sum + size, 0),
    async *page(_, shelf, below) {
      yield 1;
      const first = Math.min(sizes[shelf] ?? 0, (below ?? Infinity) - 1);
      const rows = Array.from({ length: Math.min(PAGE, first) }, (__, n) => ({ position: first - n }));
      const last = rows.at(-1)?.position ?? 0;
      return { rows, next: last > 1 ? last : null };
    },
    compare: (_, shelf, rows) => {
      const known = seen.get(shelf) ?? new Set();
      for (const { position } of rows) known.add(position);
      seen.set(shelf, known);
      return rows
        .filter(({ position }) => broken.has(position))
        .map(({ position }) => ({ code: 'row_differs', text: `${shelf} ${position}`, positions: [position] }));
    },
  };
  return { seen, shelves };
}

async function* follow() {
  yield 1;
}

const world = () => ({ notes: new Notes(durableSql().sql), follow, env: {} as Env, now: 0 }) satisfies World;

it('what fits into one check is looked at whole, each time', async () => {
  const { shelves, seen } = library({ a: 450, b: 1, c: 0 });
  const here = world();
  for (let round = 0; round < 2; round++)
    expect(await wholeOf(lookAround(here, shelves))).toMatchObject({ checked: 451, total: 451, broken: [] });
  expect([...seen].map(([shelf, rows]) => [shelf, rows.size])).toEqual([
    ['a', 450],
    ['b', 1],
    ['c', 0],
  ]);
});

it('what does not is looked at in rounds, without a gap, and says how much it was', async () => {
  const sizes = { a: 5_000, b: 700, c: 1_300 };
  const { shelves, seen } = library(sizes);
  const here = world();
  for (let round = 0; round < 4; round++) {
    const { checked, total } = await wholeOf(lookAround(here, shelves));
    expect(checked).toBeGreaterThanOrEqual(ROWS_A_CHECK);
    expect(checked).toBeLessThan(ROWS_A_CHECK + PAGE);
    expect(total).toBe(7_000);
  }
  expect(Object.fromEntries([...seen].map(([shelf, rows]) => [shelf, rows.size]))).toEqual(sizes);
});

it('what is found broken is looked at in each round, until it is well', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const broken = new Set([4]);
  const { shelves } = library({ a: 5_000 }, broken);
  const here = world();
  const round = async () => {
    const looking = wholeOf(lookAround(here, shelves));
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
