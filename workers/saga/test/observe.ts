// What the tests do to coordinators, and what they see of them.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { findSaga } from '#shared/engine/saga/monitor/query';
import { sagaConsumer } from '#shared/engine/saga/SagaConsumer';
import { eventually } from '#shared/engine/testing/eventually';
import { DEPENDENCIES } from '../src/composition.ts';
import { env } from './env.ts';

export const consumer = () => sagaConsumer(DEPENDENCIES, env);
export const deliver = async (...events: LoggedEvent[]) => consumer().deliver({ from: 0, to: 1, events });

/** The methods that the participants were asked for, once they are as many as these. */
export const called = (id: string, ...methods: string[]) =>
  eventually(async () => {
    const calls = (await env.CONTROL.calls(id)).map((call) => call.method);
    return calls.length >= methods.length ? calls : undefined;
  });

/** The monitor's view, once it has this status. */
export const shown = (id: string, status: string) =>
  eventually(async () => {
    const view = await findSaga(env.DB, id, undefined);
    return view?.status === status ? view : undefined;
  });

export const object = (id: string) => env.COORDINATOR.getByName(id) as unknown as DurableObjectStub;
