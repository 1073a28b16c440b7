// The read model: one row per order, in generations, so that it can be rebuilt from the log while it is in use.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Projection } from '#shared/engine/projection/projection';
import { CATALOGUE, type ShopEvent } from './events.ts';

export interface OrderRow {
  id: string;
  customer: string;
  item: string;
  quantity: number;
  status: string;
  reason: string | null;
}

const INSERT = `INSERT INTO orders (generation, id, customer, item, quantity, status, position)
  VALUES (?1, ?2, ?3, ?4, ?5, 'placed', ?6)`;
const SETTLE = 'UPDATE orders SET status = ?3, reason = ?4, position = ?5 WHERE generation = ?1 AND id = ?2';

export const ordersView = (db: D1Database): Projection => ({
  name: 'orders',
  tables: [{ name: 'orders', key: ['id'] }],
  project(logged: LoggedEvent, generation) {
    const { aggregate_id: id, metadata, position } = logged;
    const event = CATALOGUE.known(logged) as unknown as ShopEvent;
    const settle = (status: string, reason: string | null) => [
      db.prepare(SETTLE).bind(generation, id, status, reason, position),
    ];
    switch (event.event_type) {
      case 'OrderPlaced': {
        const { item, quantity } = event.data;
        return [db.prepare(INSERT).bind(generation, id, metadata.user_id, item, quantity, position)];
      }
      case 'OrderConfirmed':
        return settle('confirmed', null);
      case 'OrderCancelled':
        return settle('cancelled', event.data.reason);
      default:
        return [];
    }
  },
});

const SHOWN = "(SELECT active_generation FROM projection_state WHERE name = 'orders')";
const SELECT = `SELECT id, customer, item, quantity, status, reason FROM orders
  WHERE generation = ${SHOWN} AND customer = ?1 ORDER BY id DESC LIMIT 100`;

export const ordersOf = async (db: D1Database, customer: string): Promise<OrderRow[]> =>
  (await db.prepare(SELECT).bind(customer).all<OrderRow>()).results;
