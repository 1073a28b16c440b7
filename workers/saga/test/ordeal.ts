// Ordeals for real coordinators: participants that throw, are busy or say no, deliveries that come twice and late, and
// objects that die after any of it. Only the alarms help.
import {
  abortAllDurableObjects,
  createExecutionContext,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { LoggedEvent } from '#shared/events/envelope';
import type { CommandReply } from '#shared/ports/saga-command';
import { eventually } from '#shared/testing/eventually';
import { Journal } from '../src/coordinator/Journal.ts';
import { begin } from '../src/engine/moves.ts';
import { react } from '../src/engine/react.ts';
import { findSaga } from '../src/projections/monitor/query.ts';
import { SagaConsumer } from '../src/rpc.ts';
import { mediaUpload } from '../src/sagas/media-upload.ts';
import { env, freshUpload } from './env.ts';

type Scripted = CommandReply | 'throw' | 'hang';
const accepted: CommandReply = { status: 'accepted' };
const no: CommandReply = { status: 'rejected', code: 'no', reason: 'it said no' };

/** What happens between a command and its event. */
const moves = ['nothing', 'crash', 'alarm twice', 'everything again', 'start again', 'foreign event'] as const;

const trouble = fc.array(fc.constantFrom<Scripted>('throw', { status: 'busy', retry_after_ms: 5 }), {
  maxLength: 2,
});
export const ordeal = fc.record({
  process: trouble,
  addToDefaultAlbum: trouble,
  undoAddToDefaultAlbum: trouble,
  compensate: trouble,
  send: trouble,
  /** Which method says no in the end, if any does. */
  refuses: fc.constantFrom('', '', 'process', 'addToDefaultAlbum'),
  moves: fc.array(fc.constantFrom(...moves), { minLength: 1, maxLength: 12 }),
});
type Ordeal = typeof ordeal extends fc.Arbitrary<infer T> ? T : never;

/** What a participant appends when a command has taken effect. */
const EVENTS = {
  process: 'MediaProcessed',
  addToDefaultAlbum: 'MediaAddedToAlbum',
  undoAddToDefaultAlbum: 'MediaRemovedFromAlbum',
  compensate: 'MediaUploadCompensated',
  send: 'NotificationSent',
} as const;
const METHODS = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

const deliver = (...events: LoggedEvent[]) =>
  new SagaConsumer(createExecutionContext(), env).deliver({ from: 0, to: 1, events });

export async function undergo(plan: Ordeal): Promise<void> {
  const { id, uploaded, event } = freshUpload();
  const stub = () => env.COORDINATOR.getByName(id) as unknown as DurableObjectStub;
  const alarm = () => runDurableObjectAlarm(stub());
  for (const method of METHODS) {
    await env.CONTROL.script(id, method, [...plan[method], method === plan.refuses ? no : accepted]);
  }

  const delivered: LoggedEvent[] = [uploaded];
  const befall = async (move: (typeof moves)[number]) => {
    if (move === 'crash') {
      await abortAllDurableObjects();
      await alarm();
    }
    if (move === 'alarm twice') for (let n = 0; n < 2; n++) await alarm();
    if (move === 'everything again') await deliver(...delivered.toReversed());
    if (move === 'start again') await deliver(uploaded, uploaded);
    if (move === 'foreign event') await deliver(freshUpload().event('MediaAddedToAlbum', 'add_to_default_album'));
  };

  await deliver(uploaded);
  const answered = new Set<string>();
  let turn = 0;
  await eventually(async () => {
    for (const { method, command_id, step } of await env.CONTROL.calls(id)) {
      if (method === plan.refuses || answered.has(command_id)) continue;
      answered.add(command_id);
      await befall(plan.moves[turn++ % plan.moves.length] ?? 'nothing');
      const own = event(EVENTS[method as keyof typeof EVENTS], step);
      delivered.push(own);
      await deliver(own);
    }
    // A dead object is woken by its alarm; here that is done by hand, as often as it likes.
    await alarm();
    return (await findSaga(env.DB, id, undefined))?.ended_at ?? undefined;
  }, 20_000);

  const calls = await env.CONTROL.calls(id);
  const view = await findSaga(env.DB, id, undefined);
  const undone = calls.map(({ method }) => method).filter((method) => method === 'compensate');
  expect(view?.status, 'G3: completed, or undone').toBe(plan.refuses === '' ? 'completed' : 'failed');
  expect(undone.length > 0, 'G3, G10: undone exactly when it failed').toBe(plan.refuses !== '');
  for (const method of new Set(calls.map((call) => call.method))) {
    const ids = calls.filter((call) => call.method === method).map(({ command_id }) => command_id);
    expect(new Set(ids).size, `X6: one command_id for every try of ${method}`).toBe(1);
  }

  await deliver(...delivered);
  await abortAllDurableObjects();
  await alarm();
  await runInDurableObject(stub(), (_, { storage }) => {
    const journal = new Journal(storage.sql);
    const [first, ...inputs] = journal.inputs();
    if (first?.type !== 'started') throw new Error('G1: the journal begins with the one starting event');
    const start = begin(mediaUpload, id, first.event, first.at);
    const replayed = inputs.reduce(
      (state, input) => (input.type === 'started' ? state : react(mediaUpload, state, input)),
      start,
    );
    expect(replayed, 'G9: replaying decides the same').toEqual(journal.state());
    expect(journal.state()?.revision, 'G5: nothing moves what has ended').toBe(view?.revision);
  });
  expect(await env.CONTROL.calls(id), 'G5, G8: nothing is sent any more').toEqual(calls);
}
