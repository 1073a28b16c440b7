// HTTP, and the classes that the engine makes of the composition.
import { log } from '#shared/engine/runtime/log';
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { storeObjects } from '#shared/engine/eventstore/objects';
import { newCommandId, newId } from '#shared/engine/event/ids';
import { findSaga, listSagas } from '#shared/engine/saga/monitor/query';
import { sagaObjects } from '#shared/engine/saga/objects';
import { ordersOf } from './orders-view.ts';
import { orders, Refused, stockId, stocks } from './participants.ts';
import { eventStore, SAGAS, STORE, type Env } from './shop.ts';

export const { EventLog, EventStoreRpc, EventStream, Rebuild, Subscription } = storeObjects(STORE);
export const { SagaCoordinator } = sagaObjects(SAGAS);

const Order = z.strictObject({
  item: z.string().min(1).max(50),
  quantity: z.int().min(1).max(1000),
  amount: z.int().min(0),
  card: z.string().max(50),
});
const Quantity = z.strictObject({ quantity: z.int().min(1).max(100_000) });
const WAIT_MS = 1_000;

type App = { Bindings: Env };
const customerOf = (c: Context<App>): string => c.req.header('x-customer') ?? 'guest';
const metadataOf = (c: Context<App>) => {
  const command_id = newCommandId();
  return { user_id: customerOf(c), actor: customerOf(c), command_id, correlation_id: command_id };
};

const app = new Hono<App>();
app.onError((error, c) => {
  if (error instanceof Refused) return c.json({ code: error.code, reason: error.message }, 409);
  if (error instanceof z.ZodError) return c.json({ code: 'invalid', reason: z.prettifyError(error) }, 400);
  log('error', 'request failed', { error });
  return c.json({ code: 'internal_error' }, 500);
});

app.post('/stock/:item', async (c) => {
  const { quantity } = Quantity.parse(await c.req.json());
  const { state } = await stocks.respond(
    eventStore(),
    stockId(c.req.param('item')),
    { type: 'add', quantity },
    metadataOf(c),
  );
  return c.json({ item: c.req.param('item'), available: state.available });
});

app.post('/orders', async (c) => {
  const order = Order.parse(await c.req.json());
  const id = newId('order');
  const { position } = await orders.respond(eventStore(), id, { type: 'place', order }, metadataOf(c), {
    idOrigin: 'new',
  });
  // Read your own writes: the answer waits until the read model has passed this position.
  if (position !== null) await c.env.SUBSCRIPTION.getByName('orders').waitFor('orders', position, WAIT_MS);
  return c.json({ id }, 201);
});

app.get('/orders', async (c) => c.json(await ordersOf(c.env.DB, customerOf(c))));

app.get('/sagas', async (c) =>
  c.json(await listSagas(c.env.DB, { user_id: customerOf(c), status: 'all', limit: 20, before: undefined })),
);
app.get('/sagas/:id', async (c) => {
  const saga = await findSaga(c.env.DB, c.req.param('id'), customerOf(c));
  if (!saga) return c.json({ code: 'saga_not_found' }, 404);
  return c.json({ saga, timeline: (await c.env.COORDINATOR.getByName(saga.id).timeline()).entries });
});
/** What waits for a person is asked again. */
app.post('/sagas/:id/resume', async (c) => {
  const saga = await findSaga(c.env.DB, c.req.param('id'), customerOf(c));
  if (!saga) return c.json({ code: 'saga_not_found' }, 404);
  const reason = await c.env.COORDINATOR.getByName(saga.id).resume();
  return reason ? c.json({ code: 'conflict', reason }, 409) : c.json({ id: saga.id });
});

app.post('/rebuild', async (c) =>
  c.json({ started: await c.env.REBUILD.getByName('orders').start('orders') }, 202),
);
app.get('/rebuild', async (c) => c.json(await c.env.REBUILD.getByName('orders').status()));

export default app;
