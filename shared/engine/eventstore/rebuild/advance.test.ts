// A rebuild under fire (P4): questions and answers are lost, the driver dies between any two lines, events come, are parked
// and retried, someone gives it up. Readers see everything at every moment, and in the end it has ended.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RebuildSteps } from '#shared/engine/ports/rebuild';
import { deliver } from '#shared/engine/projection/deliver';
import type { Projection } from '#shared/engine/projection/projection';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { folded, Rebuilding, rowsOf } from '#shared/engine/testing/rebuilding';
import { eventAt } from '#shared/engine/testing/log-of';
import { READ_MODEL_SCHEMA, readModelRows } from '../../event/schemas.ts';
import { advance, type Dependencies } from './advance.ts';
import { begun, statusOf } from './state.ts';

/** Counts, so that what is lost or doubled shows; the order in which it came does not. */
const SCHEMA = `CREATE TABLE counted (generation INTEGER, id TEXT, times INTEGER, sum INTEGER, PRIMARY KEY (generation, id));
  ${READ_MODEL_SCHEMA} ${readModelRows('list')}`;
const COUNT = `INSERT INTO counted VALUES (?1, ?2, 1, ?3)
  ON CONFLICT DO UPDATE SET times = times + 1, sum = sum + excluded.sum`;
const counting = (db: D1Database): Projection => ({
  name: 'list',
  tables: [{ name: 'counted', key: ['id'] }],
  project: ({ aggregate_id, position }, generation) => [
    db.prepare(COUNT).bind(generation, aggregate_id, position),
  ],
});
/** Logs of a few streams: what happened is not asked, only where. */
const logs = (maxLength: number) =>
  fc
    .array(fc.constantFrom('thing-1', 'thing-2', 'thing-3'), { minLength: 1, maxLength })
    .map((ids) => ids.map((aggregate_id, n) => ({ ...eventAt(n + 1), aggregate_id })));
const model = { scripts: [SCHEMA], projection: counting };

type Fault = 'none' | 'question lost' | 'answer lost' | 'died before it was saved';

const plans = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('step' as const),
        fault: fc.constantFrom<Fault>('none', 'none', 'question lost', 'answer lost', 'died before it was saved'),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const), parks: fc.nat(4) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('retry', 'abort') }) },
  ),
  { maxLength: 40 },
);

type Move = typeof plans extends fc.Arbitrary<(infer One)[]> ? One : never;
const GIVEN_UP: Move[] = [{ do: 'deliver', parks: 1 }, { do: 'abort' }];

/** A driver of `simulation` whose pages are small, and whose next call goes wrong in this way. */
function around(simulation: Rebuilding, fault: () => Fault): Dependencies {
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (fault() === 'question lost') throw new Error('the question is lost');
    const answer = await work();
    if (fault() === 'answer lost') throw new Error('the answer is lost');
    return answer;
  };
  const { steps } = simulation;
  const faulty: RebuildSteps = {
    begin: () => call(() => steps.begin()),
    fill: (...args) => call(() => steps.fill(...args)),
    compare: (...args) => call(() => steps.compare(...args)),
    trace: (...args) => call(() => steps.trace(...args)),
    cutOver: (...args) => call(() => steps.cutOver(...args)),
    abandon: () => call(() => steps.abandon()),
    startOver: () => call(() => steps.startOver()),
    standing: () => call(() => steps.standing()),
    sweep: () => call(() => steps.sweep()),
  };
  return {
    steps: faulty,
    read: (after) => Promise.resolve(simulation.log.slice(after, after + 3)),
    head: () => Promise.resolve(simulation.log.length),
    eventsOfRow: () => Promise.resolve([]),
    now: () => 0,
  };
}

it(
  'shows everything at every moment and ends, despite lost answers, crashes, new events and aborts',
  { timeout: timeoutFor(60_000) },
  async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(logs(25), plans, async (log, plan) => {
        const simulation = new Rebuilding(model, log);
        let state = begun(0);
        let fault: Fault = 'none';
        const dependencies = around(simulation, () => fault);
        for (const move of plan) {
          if (move.do === 'deliver') await simulation.deliver(2, 'parks' in move && move.parks === 0 ? [0] : []);
          else if (move.do === 'retry') await simulation.retry();
          else if (move.do === 'abort') state = { ...state, abort: plan.length % 2 === 0 };
          else if (state.finished_at === null && 'fault' in move) {
            ({ fault } = move);
            const news = await advance(state, dependencies).catch(() => ({}));
            if (fault !== 'died before it was saved') state = { ...state, ...news };
            fault = 'none';
          }
          expect(await simulation.shown()).toEqual(await folded(model, simulation.due()));
        }
        for (let n = 0; n < 100 && state.finished_at === null; n++)
          state = { ...state, ...(await advance(state, dependencies)) };
        expect(statusOf(state)).toMatchObject({
          phase: null,
          position: state.state === 'completed' ? state.head : state.position,
        });
        expect(await simulation.shown()).toEqual(await folded(model, simulation.due()));
        const { active_generation, green_generation, following } = await simulation.at();
        expect([green_generation, following]).toEqual([null, 0]);
        expect(active_generation).toBe(state.state === 'completed' ? state.generation : 1);
        if (state.state === 'completed')
          expect(state.certificate).toMatchObject({ equal: true, differing_rows: 0 });
        for (let other = 0; other < 9; other++)
          if (other !== active_generation)
            expect(await rowsOf(simulation.db, simulation.projection, other)).toEqual([[]]);
        ends.add(state.state);
      }),
      // However few plans are tried, one of them is given up and one is not.
      {
        ...fcParameters<[ReturnType<typeof eventAt>[], Move[]]>(300),
        examples: [
          [[], []],
          [[], GIVEN_UP],
        ],
      },
    );
    expect(ends, 'both ends have been seen').toEqual(new Set(['completed', 'aborted']));
  },
);

it('once green is shown it is too late to give up', async () => {
  const simulation = new Rebuilding(model, []);
  const dependencies = around(simulation, () => 'none');
  let state = begun(0);
  while (state.phase !== 'cleaning') state = { ...state, ...(await advance(state, dependencies)) };
  state = { ...state, abort: true };
  while (state.finished_at === null) state = { ...state, ...(await advance(state, dependencies)) };
  expect(state.state).toBe('completed');
});

it('given up after a cutover whose answer was lost, it says that it is completed', async () => {
  const simulation = new Rebuilding(model, []);
  const dependencies = around(simulation, () => 'none');
  let state = begun(0);
  while (state.phase !== 'cutting_over') state = { ...state, ...(await advance(state, dependencies)) };
  const cutOver = async (generation: number) => {
    await simulation.steps.cutOver(generation);
    throw new Error('the answer is lost');
  };
  const losing = { ...dependencies, steps: { ...dependencies.steps, cutOver } };
  await expect((async () => advance(state, losing))()).rejects.toThrow('lost');
  state = { ...state, abort: true };
  while (state.finished_at === null) state = { ...state, ...(await advance(state, dependencies)) };
  expect(state.state).toBe('completed');
  expect((await simulation.at()).active_generation).toBe(state.generation);
});

it('names the event that made the right row, with its position in the log and its version in the stream', async () => {
  const [log = []] = fc.sample(logs(25), { numRuns: 1, seed: 1 });
  const simulation = new Rebuilding(model, log);
  await simulation.deliver(log.length);
  const made = log.at(-1);
  if (!made) throw new Error('the sample has no event');
  await simulation.db.prepare('UPDATE counted SET sum = -1 WHERE id = ?1').bind(made.aggregate_id).run();
  const eventsOfRow = () => Promise.resolve(log.filter(({ aggregate_id }) => aggregate_id === made.aggregate_id));
  const dependencies = { ...around(simulation, () => 'none'), eventsOfRow };
  let state = begun(0);
  while (state.finished_at === null) state = { ...state, ...(await advance(state, dependencies)) };
  const { id, event_type, position, aggregate_id, version } = made;
  expect(state.certificate).toMatchObject({
    differing_rows: 1,
    first_difference: { key: [aggregate_id], event: { id, event_type, position, aggregate_id, version } },
  });
});

/** Everything that was appended is delivered to the generation that starts over, and that is shown. */
async function startedOver(simulation: Rebuilding, generation: number | null): Promise<void> {
  await deliver(simulation.db, simulation.projection, {
    from: 0,
    to: simulation.log.length,
    events: simulation.log,
  });
  await simulation.steps.cutOver(generation ?? 0);
}

it.each(['filling', 'comparing', 'cutting_over'] as const)(
  'whose generation is gone while it is %s begins anew, and ends',
  async (phase) => {
    const log = Array.from({ length: 7 }, (_, n) => ({ ...eventAt(n + 1), aggregate_id: 'thing-1' }));
    for (const starts of [false, true]) {
      const simulation = new Rebuilding(model, log);
      await simulation.deliver(log.length);
      const dependencies = around(simulation, () => 'none');
      let state = begun(0);
      while (state.phase !== phase || (phase === 'filling' && state.position === 0))
        state = { ...state, ...(await advance(state, dependencies)) };
      // The database is put back to before the rebuild; or a restore of the log has it start over.
      if (!starts)
        await simulation.db.prepare('UPDATE projection_state SET green_generation = NULL, following = 0').run();
      const green = starts ? await simulation.steps.startOver() : null;
      for (let n = 0; starts && n < 3; n++)
        state = { ...state, ...(await advance(state, dependencies).catch(() => ({}))) };
      if (green) await startedOver(simulation, green.generation);
      for (let n = 0; n < 50 && state.finished_at === null; n++)
        state = { ...state, ...(await advance(state, dependencies)) };
      expect(state).toMatchObject({ state: 'completed', certificate: { equal: true, rows: 1 } });
      expect(await simulation.shown()).toEqual(await folded(model, log));
    }
  },
);

it('is begun behind a generation that starts over, and never takes that for its own', async () => {
  const simulation = new Rebuilding(model, []);
  const { generation } = await simulation.steps.startOver();
  const opening = async () =>
    advance(
      begun(0),
      around(simulation, () => 'none'),
    );
  await expect(opening()).rejects.toThrow('starts over');
  await simulation.steps.cutOver(generation ?? 0);
  expect(await opening()).toMatchObject({ phase: 'filling' });
});

it('counts events, not positions: after a restore, positions begin a billion further', () => {
  const filled = { filling_since: 0, filled_at: 2_000 };
  for (const position of [300, 1_000_000_300])
    expect(statusOf({ ...begun(0), ...filled, position, head: position }).events_per_second).toBe(150);
});
