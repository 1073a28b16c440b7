// The rules of the shop, in Node: deciders, the saga in virtual time and against everything that can fail, the projection.
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_SCHEMA, READ_MODEL_SCHEMA, readModelRows, SAGA_SCHEMA } from '#shared/engine/event/schemas';
import { given } from '#shared/engine/testing/given';
import { givenEventsOf } from '#shared/engine/testing/given-events';
import { eventAt, logBuilder } from '#shared/engine/testing/log-of';
import { fcParameters } from '#shared/engine/testing/property';
import { rebuildable } from '#shared/engine/testing/rebuildable';
import { given as givenSaga } from '#shared/engine/testing/saga/given';
import { everyGuarantee } from '#shared/engine/testing/saga/guarantees';
import { plans } from '#shared/engine/testing/saga/simulated-faults';
import { sound } from '#shared/engine/testing/saga/engine';
import { live } from '#shared/engine/testing/saga/Simulation';
import { checkout, checkout1 } from '../src/checkout.ts';
import { CATALOGUE, type ShopEvent } from '../src/events.ts';
import { orderDecider } from '../src/order.ts';
import { ordersView } from '../src/orders-view.ts';
import { paymentDecider } from '../src/payment.ts';
import { stockDecider } from '../src/stock.ts';

const order = { item: 'lamp', quantity: 2, amount: 900, card: 'visa' };
const placed = { event_type: 'OrderPlaced', data: order } as const;
const cancelled = { event_type: 'OrderCancelled', data: { reason: 'no' } } as const;
const added = { event_type: 'StockAdded', data: { quantity: 2 } } as const;
const reserved = { event_type: 'StockReserved', data: { order_id: 'order-1', quantity: 2 } } as const;
const released = { event_type: 'StockReleased', data: { order_id: 'order-1' } } as const;

describe('an order', () => {
  const anOrder = given(orderDecider);
  it('is placed once', () => anOrder(placed).when({ type: 'place', order }).thenNothingHappened());
  it('is cancelled', () => anOrder(placed).when({ type: 'cancel', reason: 'no' }).then(cancelled));
  it('is not confirmed any more', () =>
    anOrder(placed, cancelled).when({ type: 'confirm' }).thenRejected('order_cancelled'));
});

describe('stock', () => {
  const stock = given(stockDecider);
  const reserve = { type: 'reserve', order_id: 'order-1', quantity: 2 } as const;
  it('is reserved', () => stock(added).when(reserve).then(reserved));
  it('is not reserved beyond what is there', () =>
    stock(added, reserved)
      .when({ ...reserve, order_id: 'order-2' })
      .thenRejected('out_of_stock'));
  it('is released once', () =>
    stock(added, reserved, released).when({ type: 'release', order_id: 'order-1' }).thenNothingHappened());
  it('refuses a reservation that arrives after its release', () =>
    stock(added, released).when(reserve).thenRejected('released'));
});

it('a declined card is not charged', () =>
  given(paymentDecider)().when({ type: 'charge', amount: 900, card: 'declined' }).thenRejected('card_declined'));

describe('checkout', () => {
  it('confirms an order that could be paid', () => {
    givenSaga(checkout).when().thenEnds('completed').thenSends('do reserve', 'do charge', 'do confirm');
  });

  it('takes everything back when the card is declined, the newest step first', () => {
    givenSaga(checkout)
      .when({ 'do charge': 'reject' })
      .thenEnds('failed')
      .thenSends('do reserve', 'do charge', 'undo reserve', 'undo place');
  });

  it.each(['do reserve', 'do charge'])('cancels no order because %s is silent: then a person decides', (step) => {
    const parked = givenSaga(checkout)
      .when({ [step]: 'lost_after_effect' })
      .thenParksAt(step);
    expect(parked.state.updated_at / 60_000).toBeGreaterThan(25);
    parked.whenRepaired({ type: 'resume' }).thenEnds('completed');
  });

  it('refunds what may have been charged, when it is said to be broken again and again', () => {
    const broken = ['lost', ...Array.from({ length: 5 }, () => 'broken' as const)] as const;
    givenSaga(checkout)
      .when({ 'do charge': [...broken] })
      .thenEnds('failed')
      .thenHolds();
  });

  it('ends an instance of version 1 by its own rules: five lost tries turn it round', () => {
    givenSaga(checkout1).when({ 'do charge': 'lost' }).thenEnds('failed').thenHolds();
  });

  it.each([checkout, checkout1])('keeps every guarantee in version $version, under any faults', (saga) => {
    fc.assert(
      fc.property(plans, (plan) => {
        const engine = sound(saga);
        everyGuarantee(saga, live(engine, plan), engine);
      }),
      fcParameters(500),
    );
  });
});

const migrations = join(import.meta.dirname, '../migrations');
const scripts = readdirSync(migrations)
  .sort()
  .map((file) => readFileSync(join(migrations, file), 'utf8'));
const model = { scripts, projection: ordersView };

describe('the read model of orders', () => {
  it('shows what became of an order', () =>
    givenEventsOf(logBuilder<ShopEvent>(CATALOGUE))(model)(
      ['order-1', 'OrderPlaced', order],
      ['order-2', 'OrderPlaced', order],
      ['order-1', 'OrderConfirmed', {}],
      ['order-2', 'OrderCancelled', { reason: 'no' }],
    ).thenRows({
      orders: [
        { id: 'order-1', status: 'confirmed' },
        { id: 'order-2', status: 'cancelled', reason: 'no' },
      ],
    }));

  const ends = fc.constantFrom<Pick<ShopEvent, 'event_type' | 'data'>>(
    { event_type: 'OrderConfirmed', data: {} },
    { event_type: 'OrderCancelled', data: { reason: 'no' } },
  );
  /** Logs of up to so many events: orders that are placed, and how they end. */
  const logs = (maxLength: number) =>
    fc
      .array(fc.record({ id: fc.constantFrom('order-1', 'order-2', 'order-3'), end: ends }), {
        minLength: 1,
        maxLength,
      })
      .map((pickFault) =>
        pickFault.map(({ id, end }, n) => {
          const isFirst = pickFault.findIndex((other) => other.id === id) === n;
          const data = { ...eventAt(n + 1), aggregate_id: id, aggregate_type: 'Order' };
          return { ...data, ...(isFirst ? placed : end) };
        }),
      );
  rebuildable(logs, model);
});

it('the migrations hold the tables of the engine', () => {
  const statements = (sql: string) =>
    sql
      .replaceAll(/^--.*$/gm, '')
      .replaceAll(/\s+/g, ' ')
      .split(';')
      .map((one) => one.trim());
  const made = scripts.flatMap(statements);
  expect(made).toEqual(
    expect.arrayContaining(statements(LOG_SCHEMA + SAGA_SCHEMA + READ_MODEL_SCHEMA + readModelRows('orders'))),
  );
});
