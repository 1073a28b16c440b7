// What must hold of a world, at every moment and at the end (the store's and the projections' invariants).
import { expect } from 'vitest';
import { checkpointOf } from '#shared/projection/deliver';
import { STREAMS, type Step } from './plan.ts';
import type { World, Asked } from './World.ts';

/** Versions are 1..n, a batch is all or nothing, and every answer was true (S1-S4). */
function streamsHold(world: World): void {
  STREAMS.forEach((id, n) => {
    const events = world.rows(n).after(0);
    expect(events.map((e) => e.version), `S1: versions of ${id}`).toEqual(events.map((_, i) => i + 1));
    expect(new Set(events.map((e) => e.id)).size, `S4: ids of ${id}`).toBe(events.length);
    const of = (asked: Asked) => events.filter((e) => asked.request.events.some((own) => own.id === e.id));
    for (const asked of world.asked.filter((a) => a.request.aggregate_id === id)) batchHolds(asked, of(asked), events.length);
  });
}

function batchHolds({ request, original, answers }: Asked, stored: { version: number; data: object }[], length: number): void {
  const { events, expected_version: expected } = request;
  const accepted = answers.filter((a) => a.ok);
  if (original === null) {
    expect([0, events.length], 'S3: all of a batch or nothing').toContain(stored.length);
    const first = stored[0]?.version ?? 0;
    expect(stored.map((e) => e.version), 'S3: a batch stays together').toEqual(stored.map((_, n) => first + n));
    expect(stored.map((e) => e.data), 'S1: nothing is rewritten').toEqual(stored.length > 0 ? events.map((e) => e.data) : []);
    if (typeof expected === 'number' && stored.length > 0) expect(first, 'S2: exact').toBe(expected + 1);
    if (expected === 'no_stream' && stored.length > 0) expect(first, 'S2: no_stream').toBe(1);
    if (expected === 'stream_exists' && stored.length > 0) expect(first, 'S2: stream_exists').toBeGreaterThan(1);
  } else if (stored.length > 0 && !sameAs(original, request.events)) {
    expect(accepted, 'S4: another payload, or only a part known').toEqual([]);
  }
  for (const answer of answers) {
    if (answer.ok) expect([answer.version], 'S4: the first answer').toEqual(stored.slice(-1).map((e) => e.version));
    else if (answer.code === 'version_conflict') {
      expect(answer.actual, 'S2: the true version').toBeLessThanOrEqual(length);
      if (typeof expected === 'number') expect(answer.actual, 'S2: a true conflict').not.toBe(expected);
    }
  }
}

const sameAs = (original: Asked, events: Asked['request']['events']): boolean =>
  JSON.stringify(original.request.events) === JSON.stringify(events);

/** Dense, never rewritten, each stream in order (S5, S6). */
async function logHolds(world: World, before: string[]): Promise<string[]> {
  const events = await world.logged();
  expect(events.map((e) => e.position), 'S5: dense positions').toEqual(events.map((_, n) => n + 1));
  const now = events.map((e) => `${e.position} ${e.id}`);
  expect(now.slice(0, before.length), 'S5: nothing new below').toEqual(before);
  STREAMS.forEach((id, n) => {
    const logged = events.filter((e) => e.aggregate_id === id).map((e) => e.id);
    const committed = world.rows(n).after(0).map((e) => e.id);
    expect(logged, `S6, X1: the log of ${id} is the beginning of its stream`).toEqual(committed.slice(0, logged.length));
  });
  return now;
}

/** Once each, in order, nothing left out (P2, P3, X1). */
async function effectsHold(world: World): Promise<void> {
  const applied = await world.readModel.applied();
  STREAMS.forEach((id) => {
    const versions = applied.filter((e) => e.aggregate_id === id).map((e) => e.version);
    expect(versions, `P2, P3: effects of ${id}, once each and in order`).toEqual(versions.map((_, n) => n + 1));
  });
}

/** Runs a plan and checks everything after every step; then the faults end, and everything must have arrived. */
export async function live(world: World, plan: readonly Step[]): Promise<void> {
  let log: string[] = [];
  let checkpoint = 0;
  for (const step of plan) {
    const [life, asked] = [world.process.life, world.asked.length];
    await world.step(step);
    if (world.process.life === life && !('bad' in step && step.bad))
      for (const { answers } of world.asked.slice(asked)) expect(answers.length, 'S2, S4: everybody is answered').toBe(1);
    streamsHold(world);
    log = await logHolds(world, log);
    await effectsHold(world);
    const at = await checkpointOf(world.readModel.db, 'album');
    expect(at, 'P5: checkpoints only grow').toBeGreaterThanOrEqual(checkpoint);
    expect(at, 'X1: nothing is delivered that is not logged').toBeLessThanOrEqual(log.length);
    checkpoint = at;
  }
  expect(await world.settle(), 'X1, X3: everything arrives once the faults end').toBe(true);
  streamsHold(world);
  log = await logHolds(world, log);
  await effectsHold(world);
  const committed = STREAMS.flatMap((_, n) => world.rows(n).after(0).map((e) => e.id));
  expect(log.length, 'S6: every committed event is in the log once').toBe(committed.length);
  expect((await world.readModel.applied()).length, 'X1: every committed event has its effect').toBe(committed.length);
}
