// The whole shop in workerd: an order that goes through, one that is taken back, and the read model rebuilt from the log.
import { applyD1Migrations, env as bindings, type D1Migration } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import type { SagaView } from '#shared/engine/saga/view';
import { eventually } from '#shared/engine/testing/eventually';
import type { OrderRow } from '../src/orders-view.ts';
import type { Env } from '../src/shop.ts';

const env = bindings as unknown as Env & { MIGRATIONS: D1Migration[] };
const shop = (exports as unknown as { default: { fetch(input: Request): Promise<Response> } }).default;

const ask = async <Answer>(customer: string, method: string, path: string, body?: object): Promise<Answer> => {
  const response = await shop.fetch(
    new Request(`http://shop${path}`, {
      method,
      headers: { 'x-customer': customer, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return response.json<Answer>();
};
const available = async (item: string) =>
  (await ask<{ available: number }>('keeper', 'POST', `/stock/${item}`, { quantity: 1 })).available - 1;

/** Places an order and waits for how it ends. */
async function order(customer: string, item: string, quantity: number, card: string): Promise<OrderRow> {
  const { id } = await ask<{ id: string }>(customer, 'POST', '/orders', { item, quantity, amount: 900, card });
  return eventually(async () => {
    const rows = await ask<OrderRow[]>(customer, 'GET', '/orders');
    return rows.find((row) => row.id === id && row.status !== 'placed');
  });
}

beforeAll(() => applyD1Migrations(env.DB, env.MIGRATIONS));

test('an order that can be paid is confirmed, and its stock is taken', async () => {
  await ask('keeper', 'POST', '/stock/lamp', { quantity: 5 });
  expect(await order('ann', 'lamp', 2, 'visa')).toMatchObject({ status: 'confirmed', quantity: 2 });
  expect(await available('lamp')).toBe(3);
});

test('a declined card takes the order back: the stock is released, newest step first', async () => {
  await ask('keeper', 'POST', '/stock/desk', { quantity: 1 });
  const row = await order('bob', 'desk', 1, 'declined');
  expect(row).toMatchObject({ status: 'cancelled', reason: 'The bank declined the card.' });
  expect(await available('desk')).toBe(1);
  const [saga] = await eventually(async () => {
    const sagas = await ask<SagaView[]>('bob', 'GET', '/sagas');
    return sagas[0]?.status === 'failed' ? sagas : undefined;
  });
  expect(saga?.steps.map(({ step_name, status }) => [step_name, status])).toEqual([
    ['place', 'compensated'],
    ['reserve', 'compensated'],
    ['charge', 'failed'],
    ['confirm', 'skipped'],
  ]);
});

test('what is out of stock is not charged', async () => {
  expect(await order('cid', 'sofa', 1, 'visa')).toMatchObject({ status: 'cancelled', reason: 'Only 0 are left.' });
});

test('the read model is rebuilt from the log and is the same, row by row', async () => {
  await order('dan', 'none', 1, 'visa');
  await ask('keeper', 'POST', '/rebuild');
  const status = await eventually(async () => {
    const rebuild = await ask<RebuildStatus | null>('keeper', 'GET', '/rebuild');
    return rebuild?.state === 'completed' && rebuild.finished_at !== null ? rebuild : undefined;
  });
  expect(status.certificate).toMatchObject({ equal: true, differing_rows: 0 });
});
