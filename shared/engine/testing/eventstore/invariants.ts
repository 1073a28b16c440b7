// What must hold of a simulation, at every moment and at the end. Each message begins with the property that it is about.
import { expect } from 'vitest';
import { checkpointOf } from '#shared/engine/projection/deliver';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { ENOUGH_ROUNDS, STREAMS, type Step } from './plan.ts';
import type { Asked } from './requests.ts';
import type { Simulation } from './Simulation.ts';

/** An event id is unique in its stream only. */
const keyOf = ({ aggregate_id, id }: { aggregate_id: string; id: string }): string => `${aggregate_id} ${id}`;

/** Versions are 1..n, a batch is all or nothing, and every answer was true (S1-S4). */
function streamsHold(simulation: Simulation): void {
  STREAMS.forEach((id, n) => {
    const events = simulation.rows(n).after(0).items;
    expect(
      events.map((e) => e.version),
      `S1: versions of ${id}`,
    ).toEqual(events.map((_, i) => i + 1));
    expect(new Set(events.map((e) => e.id)).size, `S4: ids of ${id}`).toBe(events.length);
    const of = (asked: Asked) => events.filter((e) => asked.request.events.some((own) => own.id === e.id));
    for (const asked of simulation.requests.all.filter((a) => a.request.aggregate_id === id))
      batchHolds(asked, of(asked));
  });
}

function batchHolds(
  { request, original, answers, version }: Asked,
  stored: { version: number; data: object }[],
): void {
  const { events, expected_version: expected } = request;
  const accepted = answers.filter((a) => a.ok);
  if (original === null) {
    expect([0, events.length], 'S3: all of a batch or nothing').toContain(stored.length);
    const first = stored[0]?.version ?? 0;
    expect(
      stored.map((e) => e.version),
      'S3: a batch stays together',
    ).toEqual(stored.map((_, n) => first + n));
    expect(
      stored.map((e) => e.data),
      'S1: nothing is rewritten',
    ).toEqual(stored.length > 0 ? events.map((e) => e.data) : []);
    if (typeof expected === 'number' && stored.length > 0) expect(first, 'S2: exact').toBe(expected + 1);
    if (expected === 'no_stream' && stored.length > 0) expect(first, 'S2: no_stream').toBe(1);
    if (expected === 'stream_exists' && stored.length > 0) expect(first, 'S2: stream_exists').toBeGreaterThan(1);
    if (accepted.length < answers.length) expect(stored, 'S2: a loser wrote nothing').toEqual([]);
  } else if (stored.length > 0 && !sameAs(original, request.events)) {
    expect(accepted, 'S4: another payload, or only a part known').toEqual([]);
  }
  for (const answer of answers) {
    if (answer.ok)
      expect([answer.version], 'S4: the first answer').toEqual(stored.slice(-1).map((e) => e.version));
    else if (answer.code === 'version_conflict') {
      expect(answer.actual, 'S2: the true version').toBe(version);
      if (typeof expected === 'number') expect(answer.actual, 'S2: a true conflict').not.toBe(expected);
    }
  }
}

const sameAs = (original: Asked, events: Asked['request']['events']): boolean =>
  JSON.stringify(original.request.events) === JSON.stringify(events);

/** Every caller of this step has an answer, and of those with the right expected version exactly one has won. */
function answersHold(step: Step, asked: Asked[]): void {
  for (const { answers } of asked) expect(answers.length, 'S2, S4: every caller gets an answer').toBe(1);
  if (step.do !== 'append' || step.expected !== 'current' || step.size === 0) return;
  expect(asked.filter(({ answers }) => answers[0]?.ok).length, 'S2: one of them wins').toBe(1);
}

/** Dense, never rewritten, each stream in order, causes before effects (S5, S6). */
async function logHolds(simulation: Simulation, before: string[]): Promise<LoggedEvent[]> {
  const events = await simulation.logged();
  expect(
    events.map((e) => e.position),
    'S5: dense positions',
  ).toEqual(events.map((_, n) => n + 1));
  expect(events.slice(0, before.length).map(keyOf), 'S5: nothing new below').toEqual(before);
  STREAMS.forEach((id, n) => {
    const logged = events.filter((e) => e.aggregate_id === id).map((e) => e.id);
    const committed = simulation
      .rows(n)
      .after(0)
      .items.map((e) => e.id);
    expect(logged, `S6: the log of ${id} is the beginning of its stream`).toEqual(
      committed.slice(0, logged.length),
    );
  });
  // Of several events with the id of a cause, the first.
  const positions = new Map(events.toReversed().map((e) => [e.id, e.position]));
  for (const { id, position, metadata } of events)
    if (metadata.causation_id !== undefined)
      expect(
        positions.get(metadata.causation_id) ?? Infinity,
        `S6: the cause of ${id} comes before it`,
      ).toBeLessThan(position);
  return events;
}

/** Only what is logged, once each, in order, nothing left out (P2, P3, P5, X1, X6). */
async function effectsHold({ subscriber }: Simulation, log: LoggedEvent[], before: number): Promise<number> {
  const at = await checkpointOf(subscriber.readModel.db, 'list');
  expect(at, 'P5: checkpoints only grow').toBeGreaterThanOrEqual(before);
  const applied = await subscriber.readModel.applied();
  const ids = applied.map((e) => keyOf({ ...e, id: e.event_id }));
  expect(
    ids.filter((id, n) => ids.indexOf(id) < n),
    'P2, X6: effective once',
  ).toEqual([]);
  expect(ids, 'X1: nothing takes effect that is not logged').toEqual(
    applied.flatMap((e) => log[e.position - 1] ?? []).map(keyOf),
  );
  expect(at, 'X1: nothing is delivered that is not logged').toBeLessThanOrEqual(log.length);
  const parked = subscriber.parked.list('list', 1e9, 1e3);
  const copies = parked.map((row) => keyOf(row.event));
  expect(
    copies.filter((id, n) => copies.indexOf(id) < n),
    'X2: one parked copy',
  ).toEqual([]);
  const there = new Set([...applied, ...parked].map((e) => e.position));
  const passed = log.slice(0, at).map((e) => e.position);
  expect(
    passed.filter((p) => !there.has(p)),
    'P3: what the checkpoint has passed took effect or is parked',
  ).toEqual([]);
  STREAMS.forEach((id) => {
    const versions = applied.filter((e) => e.aggregate_id === id).map((e) => e.version);
    expect(versions, `P3: effects of ${id}, in order and without a hole`).toEqual(versions.map((_, n) => n + 1));
  });
  return at;
}

/** While one thing is broken and nothing else fails, all others get through (X3). */
async function nobodyElseIsStopped(simulation: Simulation, step: Step): Promise<void> {
  const { subscriber, refused } = simulation;
  // A row that came late and that the sequencer does not know of costs a try.
  if (step.do === 'burst' && !simulation.process.arrived.has('insert'))
    STREAMS.forEach((id, n) => {
      if (id !== refused)
        expect(simulation.rows(n).outbox(1), `X3: ${id} is logged beside ${refused}`).toEqual([]);
    });
  if (step.do !== 'deliver' || step.rounds < ENOUGH_ROUNDS) return;
  const { broken } = subscriber.readModel;
  const others = (e: { aggregate_id: string }) =>
    e.aggregate_id !== broken && !subscriber.hurt.has(e.aggregate_id);
  const [logged, applied] = [await simulation.logged(), await subscriber.readModel.applied()];
  expect(applied.filter(others).length, `X3: all is delivered beside ${broken}`).toBe(
    logged.filter(others).length,
  );
}

/** Runs a plan and checks everything after every step; then the faults end, and everything must have arrived. */
export async function live(simulation: Simulation, plan: readonly Step[]): Promise<void> {
  const { process, requests, subscriber } = simulation;
  let log: LoggedEvent[] = [];
  let checkpoint = 0;
  const holds = async () => {
    expect(subscriber.violations, subscriber.violations[0]).toEqual([]);
    streamsHold(simulation);
    log = await logHolds(simulation, log.map(keyOf));
    checkpoint = await effectsHold(simulation, log, checkpoint);
  };
  for (const step of plan) {
    const [life, asked, quiet] = [process.life, requests.all.length, simulation.quiet];
    await simulation.step(step);
    if (process.life === life && !('bad' in step && step.bad)) answersHold(step, requests.all.slice(asked));
    await holds();
    if (quiet) await nobodyElseIsStopped(simulation, step);
  }
  const settled = await simulation.settle();
  await holds();
  expect(settled, 'X1: everything arrives once the faults end').toBe(true);
  const committed = simulation.committed().length;
  expect(log.length, 'S6: every committed event is in the log once').toBe(committed);
  expect((await subscriber.readModel.applied()).length, 'X1: every committed event has its effect').toBe(
    committed,
  );
}
