// Fault scenarios for real coordinators: participants that throw, hang, are busy, late or say no, a monitor that does not answer,
// deliveries that come twice, late and out of order, and objects that die after any of it. Only alarms and a person help.
// What its journal and its participants tell afterwards is judged in assert-guarantees.ts.
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { sagaId } from '#shared/engine/event/ids';
import { eventually } from '#shared/engine/testing/eventually';
import { commandId, keyOf } from '#shared/engine/saga/pending-command';
import { stepCommandOf } from '#shared/engine/saga/steps';
import type { SagaState } from '#shared/engine/saga/state';
import { findSaga } from '#shared/engine/saga/monitor/query';
import type { upsertSaga } from '#shared/engine/saga/monitor/upsert';
import { sagaConsumer } from '#shared/engine/saga/SagaConsumer';
import { DEPENDENCIES } from '../src/composition.ts';
import { env, fresh, type Fact, type TestEnv } from './env.ts';
import { declaredSteps, undoneBy } from '#shared/engine/testing/saga/judging';
import type { Move, FaultScenario } from './fault-scenario-plans.ts';
import { hastily, NotedJournal } from './faulty-objects.ts';
import { assertGuarantees } from './assert-guarantees.ts';

/** The coordinators that undergo it, and how they write the monitor's row. */
export interface Shell {
  coordinators: TestEnv['COORDINATOR'];
  show: typeof upsertSaga;
  /** For one that may never end it. */
  end_within_ms?: number;
}

export async function runScenario(
  { coordinators, show, end_within_ms }: Shell,
  plan: FaultScenario,
): Promise<void> {
  const definition = hastily(plan.saga);
  const steps = declaredSteps(definition);
  const { id, subject, started, event } = fresh(definition);
  const consumer = sagaConsumer(DEPENDENCIES, { DB: env.DB, COORDINATOR: coordinators });
  const deliver = (...events: LoggedEvent[]) => consumer.deliver({ from: 0, to: 1, events });
  const coordinator = () => coordinators.getByName(id);
  const object = () => coordinator() as unknown as DurableObjectStub;
  /** One alarm more, after `ms`. */
  const ring = (ms = 0) => runInDurableObject(object(), (_, { storage }) => storage.setAlarm(Date.now() + ms));
  /** An alarm that dies with its object is tried again, here at once. @returns when nothing is under way any more */
  const crash = async () => {
    await abortAllDurableObjects();
    await ring();
    return { quiet: runDurableObjectAlarm(object()).catch(() => undefined) };
  };
  const journal = () =>
    runInDurableObject(object(), (_, { storage }) => {
      const read = new NotedJournal(storage.sql);
      return { states: read.noted(), inputs: [...read.inputs()] };
    });

  await env.CONTROL.seat(id, {
    inEffect: steps.filter((step) => !step.ask).map(({ name }) => name),
    undoes: Object.fromEntries(steps.map(({ name }) => [name, undoneBy(definition, name)])),
    views: [...plan.views],
  });
  for (const [method, words] of Object.entries(plan.words))
    await env.CONTROL.script(id, method, [...words, 'well']);

  /** The log so far: what is delivered again when everything is. */
  const log = [started];
  const late: LoggedEvent[] = [];
  const cancelling = definition.cancelledBy && event(definition.cancelledBy, '');
  if (cancelling) {
    // It starts a saga of its own, which is none of this one's business.
    const other = sagaId('media_deletion', cancelling.id);
    await env.CONTROL.script(other, 'purge', [{ status: 'already', position: null }]);
  }

  const perform = async (move: Move | undefined) => {
    if (move === 'crash') await crash();
    if (move === 'alarm twice') await ring();
    if (move === 'alarm late') await ring(60);
    if (move === 'everything again') await deliver(...log.toReversed());
    if (move === 'start again') await deliver(started, started);
    if (move === 'foreign event')
      for (const { ask, name } of steps)
        for (const type of [ask?.completedBy, definition.cancelledBy])
          // Past the consumer, too, which would bring it to its own saga.
          if (type) await coordinator().deliver(fresh(definition).event(type, name));
    if (move === 'cancel' && cancelling) await deliver(cancelling, cancelling);
  };
  /** The event that a participant appended for what it did. */
  const eventOf = ({ step, undo, failed }: Fact): LoggedEvent[] => {
    const declared = steps.find(({ name }) => name === step);
    const type: string | null | undefined =
      declared && (failed ? declared.failedBy : stepCommandOf(declared, undo ? 'undo' : 'do')?.completedBy);
    return type ? [event(type, step)] : [];
  };

  const { moves, arrivals, repairs } = structuredClone({ ...plan, saga: null });
  let asked = 0;
  let known = 0;
  let shown = 0;
  const turn = async (): Promise<SagaState | undefined> => {
    const { length } = await env.CONTROL.calls(id);
    for (; asked < length; asked++) await perform(moves.shift());
    const { facts } = await env.CONTROL.facts(id);
    for (const happened of facts.slice(known).flatMap(eventOf)) {
      log.push(happened);
      const arrival = arrivals.shift();
      if (arrival === 'late') late.push(happened);
      else await deliver(happened, ...(arrival === 'twice' ? [happened] : []), ...late.splice(0));
    }
    known = facts.length;

    const revision = (await findSaga(env.DB, id, undefined))?.revision ?? 0;
    expect(revision, 'P5: the monitor never goes back').toBeGreaterThanOrEqual(shown);
    shown = revision;
    const state = (await journal()).states.at(-1);
    if (state?.parked && (repairs.shift() !== 'skip' || (await coordinator().skip('not needed')) !== null))
      await coordinator().resume();
    return state?.ended_at && shown === state.revision ? state : undefined;
  };

  await deliver(started);
  // What a turn throws is a finding, not a reason to wait.
  const done = await eventually(
    () =>
      turn().then(
        (ended) => ended && { ended },
        (error: unknown) => ({ error }),
      ),
    end_within_ms,
  ).catch(() => ({ error: new Error('G2: once faults heal, every saga ends, and the monitor says so.') }));
  if ('error' in done) throw done.error;

  const calls = await env.CONTROL.calls(id);
  for (const view of await env.CONTROL.arrive(id)) await show(env.DB, view);
  // Before all is delivered again, which has it shown again.
  const after = (await findSaga(env.DB, id, undefined))?.revision;
  expect(after, 'P5: a view that comes late overwrites nothing').toBe(shown);
  await deliver(...late, ...log, ...(cancelling ? [cancelling] : []));
  await (
    await crash()
  ).quiet;
  const recorded = await journal();
  await assertGuarantees(definition, { subject, plan, calls, ...recorded, ...(await env.CONTROL.facts(id)) });
  const [before, now, journaled] = [timesOf(calls), timesOf(await env.CONTROL.calls(id)), askedFor(recorded)];
  const more = [...now].filter(
    ([command, times]) => times > Math.max(before.get(command) ?? 0, journaled.get(command) ?? 0),
  );
  expect(more, 'G5, G8: nothing is sent any more').toEqual([]);
}

const timesOf = (calls: readonly { command_id: string }[]): Map<string, number> =>
  new Map(
    [...Map.groupBy(calls, ({ command_id }) => command_id)].map(([command, { length }]) => [command, length]),
  );

/**
 * How often each command may have gone out, by the journal: what was sent before the end can arrive behind it. A restart sends
 * again what may be out.
 */
function askedFor({ states, inputs }: { states: SagaState[]; inputs: { type: string }[] }): Map<string, number> {
  const out = states.map((state) => (state.current?.phase === 'asking' ? keyOf(state) : ''));
  return timesOf(
    states.flatMap((state, n) =>
      out[n] && state.current && (out[n] !== out[n - 1] || inputs[n]?.type === 'restarted')
        ? [{ command_id: commandId(state, state.current) }]
        : [],
    ),
  );
}
