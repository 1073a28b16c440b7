// An order: placed once, then confirmed or cancelled, whichever comes first.
import { accept, reject, type Decider } from '#shared/engine/command/decider';
import type { OrderEvent } from './events.ts';

export type Placed = Extract<OrderEvent, { event_type: 'OrderPlaced' }>['data'];
export type Order = { status: 'none' } | ({ status: 'placed' | 'confirmed' | 'cancelled' } & Placed);
export type OrderCommand =
  | { type: 'place'; order: Placed }
  | { type: 'confirm' }
  | { type: 'cancel'; reason: string };

export const orderDecider: Decider<Order, OrderCommand, OrderEvent> = {
  initialState: { status: 'none' },
  decide(command, order) {
    if (command.type === 'place')
      return order.status === 'none' ? accept({ event_type: 'OrderPlaced', data: command.order }) : accept();
    if (order.status === 'none') return reject('order_not_found', 'There is no such order.');
    if (command.type === 'confirm') {
      if (order.status === 'cancelled') return reject('order_cancelled', 'The order was cancelled.');
      return order.status === 'confirmed' ? accept() : accept({ event_type: 'OrderConfirmed', data: {} });
    }
    if (order.status === 'confirmed') return reject('order_confirmed', 'The order was confirmed.');
    if (order.status === 'cancelled') return accept();
    return accept({ event_type: 'OrderCancelled', data: { reason: command.reason } });
  },
  evolve(order, event) {
    if (event.event_type === 'OrderPlaced') return { status: 'placed', ...event.data };
    if (order.status === 'none') return order;
    return { ...order, status: event.event_type === 'OrderConfirmed' ? 'confirmed' : 'cancelled' };
  },
};
