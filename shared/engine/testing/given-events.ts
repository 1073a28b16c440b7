// given / when / then for projections, over real SQL: which rows these events leave.
//   await orders(placed, paid).thenRows({ orders: [{ status: 'paid' }] })
// Each sentence is tried in every way in which the events can come: one by one, all at once, twice, to a consumer that
// restarts in between, and in a rebuild from zero.
import { expect } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Rebuilding, type Model } from './rebuilding.ts';

type Rows = Record<string, object[]>;

const oneByOne = async (simulation: Rebuilding, parked: readonly number[], again: boolean, restarts = false) => {
  for (const { position } of simulation.log) {
    if (restarts) await simulation.restart();
    await simulation.deliver(1, parked.includes(position) ? [0] : [], again);
  }
};
const WAYS: Record<string, (simulation: Rebuilding, parked: readonly number[]) => Promise<void>> = {
  'one by one': (simulation, parked) => oneByOne(simulation, parked, false),
  'all at once': (simulation, parked) =>
    simulation.deliver(
      simulation.log.length,
      parked.map((position) => position - 1),
    ),
  'each twice': (simulation, parked) => oneByOne(simulation, parked, true),
  'with restarts': (simulation, parked) => oneByOne(simulation, parked, false, true),
};

export class Given {
  constructor(
    private readonly model: Model,
    private readonly log: LoggedEvent[],
    private readonly waiting: readonly number[] = [],
    private readonly isRetried = false,
  ) {}

  /** Those at these positions cannot be delivered and wait for a person. */
  parked = (...positions: number[]) => new Given(this.model, this.log, positions);

  /** The parked ones take effect after all, behind everything else. */
  retried = () => new Given(this.model, this.log, this.waiting, true);

  /** What the named tables hold, in key order; of each row at least this. */
  async thenRows(rows: Rows): Promise<void> {
    for (const [way, come] of Object.entries(WAYS)) {
      const simulation = new Rebuilding(this.model, this.log);
      await come(simulation, this.waiting);
      while (this.isRetried && simulation.parked.length > 0) await simulation.retry();
      expect(await rowsOf(simulation, Object.keys(rows)), way).toMatchObject(rows);
      await simulation.rebuild(2);
      expect(await rowsOf(simulation, Object.keys(rows)), `${way}, rebuilt`).toMatchObject(rows);
    }
  }
}

async function rowsOf(simulation: Rebuilding, names: string[]): Promise<Rows> {
  const shown = await simulation.shown();
  const rows = (name: string) =>
    shown[simulation.projection.tables.findIndex((table) => table.name === name)] ?? [];
  return Object.fromEntries(names.map((name) => [name, rows(name).map((row) => JSON.parse(row) as object)]));
}

/** The words for the read models of one system. @param logOf builds its logs */
export const givenEventsOf =
  <Events extends unknown[]>(logOf: (...events: Events) => LoggedEvent[]) =>
  (model: Model) =>
  (...events: Events) =>
    new Given(model, logOf(...events));
