// The stores of an event store under any plan of appends, deliveries, deaths and restores of one of them alone (R2, R3).
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { read } from './log/store.ts';
import { LOG_SCHEMA } from '../event/schemas.ts';
import { epochOf } from '../event/epoch.ts';
import { openLog } from './log/epochs.ts';
import { NOTHING_REMEMBERED } from './log/restore-mark.ts';
import { timeoutFor, fcParameters } from '../testing/property.ts';
import { restorePlan, type Step } from '../testing/eventstore/restore-plan.ts';
import { FOUND, KNOWN, startedOverInVain, written } from '../testing/eventstore/restores-found.ts';
import type { RestoreParts } from '../testing/eventstore/restore-parts.ts';
import { Restores } from '../testing/eventstore/restores.ts';

const SCHEMA = [LOG_SCHEMA];

beforeEach(() => {
  for (const level of ['error', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
});

const run = async (simulation: Restores, plan: readonly Step[]): Promise<void> => {
  for (const step of plan) await simulation.step(step);
};

/** Runs a plan, recovers, and checks the guarantees. */
async function recovered(simulation: Restores, plan: readonly Step[]): Promise<void> {
  await run(simulation, plan);
  await simulation.recover();
  await simulation.holds();
}

/** The same, and then some more work. */
async function liveThrough(simulation: Restores, plan: readonly Step[]): Promise<void> {
  await recovered(simulation, plan);
  await run(simulation, [{ do: 'append', stream: 0, size: 2 }, { do: 'publish', stream: 0 }, { do: 'deliver' }]);
  await simulation.holds();
}

it(
  'after any restores all stores agree again, and no position is given twice',
  () =>
    fc.assert(
      fc.asyncProperty(restorePlan, (steps) => liveThrough(new Restores(SCHEMA), steps)),
      { ...fcParameters<[Step[]]>(150), examples: [...KNOWN, ...FOUND] },
    ),
  timeoutFor(60_000),
);

/** Only a stream was restored and the log has all its events: the stream is filled in from there, without an operator's decision. */
async function needsNoDecision(parts: Partial<RestoreParts> = {}): Promise<void> {
  for (const [plan] of KNOWN.slice(1, 3)) {
    const simulation = new Restores(SCHEMA, parts);
    await liveThrough(simulation, plan);
    expect(simulation.decisions, 'R3: what the log still has is filled in').toBe(0);
  }
}

it('a stream that alone was put back is filled in from the log', () => needsNoDecision());

it('a stream says what the log has lost of it, and no more positions are given in that epoch', async () => {
  const simulation = new Restores(SCHEMA);
  const lost: Step[] = [
    ...written,
    { do: 'save' },
    { do: 'backup' },
    { do: 'append', stream: 0, size: 1 },
    { do: 'publish', stream: 0 },
    { do: 'restore', store: 'log', nth: 0 },
    { do: 'log_dies' },
    { do: 'append', stream: 0, size: 1 },
    { do: 'publish', stream: 0 },
    { do: 'publish', stream: 0 },
  ];
  await run(simulation, lost);
  expect(epochOf(await simulation.head())).toBe(2);
  await recovered(simulation, []);
});

it('a read model that is put back to before it started over, starts over again', async () => {
  const simulation = new Restores(SCHEMA);
  await recovered(simulation, startedOverInVain);
  await recovered(simulation, [{ do: 'restore', store: 'model', nth: 0 }]);
});

/** Reads behind a position, without a look at the event there. */
const ofNoOne: RestoreParts['read'] = (catalogue, db, after, _id, limit) => read(catalogue, db, { after, limit });

const MUTANTS: Record<string, Partial<RestoreParts>> = {
  'S6: a hole in the log stays': { mends: false },
  'R2: a read model keeps what the log has set aside': { setAside: () => Promise.resolve(false) },
  'R3: a read model that was put back to when it started over is never shown': { startsOver: () => false },
  'R2: the log does not notice that it was put back': {
    open: (db) => openLog(db, NOTHING_REMEMBERED),
  },
  'R2: that an epoch has begun is forgotten with its row': {
    open: (db, { mark }) => openLog(db, { mark, epoch: 1 }),
  },
  'R3: a stream that was put back writes on': { confirms: false },
  'R2: a subscription that has seen more than the log is not asked': { witness: () => [] },
  'R2: the log is read on behind a position, whichever event is there': {
    witness: () => [],
    read: ofNoOne,
  },
  'R2: a read model that is ahead of the log goes on': {
    verify: (_, delivered) => Promise.resolve(delivered),
    read: ofNoOne,
  },
};

describe('the suite catches', () => {
  it.each(Object.entries(MUTANTS))('%s', async (_name, parts) => {
    const property = fc.asyncProperty(restorePlan, (steps) => liveThrough(new Restores(SCHEMA, parts), steps));
    const filledIn = await needsNoDecision(parts).then(
      () => true,
      () => false,
    );
    if (!filledIn) return;
    const { failed } = await fc.check(property, {
      seed: 1,
      numRuns: 300,
      endOnFailure: true,
      examples: [...KNOWN, ...FOUND],
    });
    expect(failed).toBe(true);
  });
});
