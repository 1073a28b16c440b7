// The stock of one item. A release leaves a mark, so that a reservation of the same order that arrives late is refused.
import { accept, reject, type Decider } from '#shared/engine/command/decider';
import type { StockEvent } from './events.ts';

export interface Stock {
  available: number;
  readonly reserved: Readonly<Record<string, number>>;
  readonly released: readonly string[];
}
export type StockCommand =
  | { type: 'add'; quantity: number }
  | { type: 'reserve'; order_id: string; quantity: number }
  | { type: 'release'; order_id: string };

export const stockDecider: Decider<Stock, StockCommand, StockEvent> = {
  initialState: { available: 0, reserved: {}, released: [] },
  decide(command, { available, reserved, released }) {
    if (command.type === 'add') return accept({ event_type: 'StockAdded', data: { quantity: command.quantity } });
    const { order_id } = command;
    if (command.type === 'release')
      return released.includes(order_id) ? accept() : accept({ event_type: 'StockReleased', data: { order_id } });
    if (released.includes(order_id)) return reject('released', 'The reservation was released before it arrived.');
    if (order_id in reserved) return accept();
    if (available < command.quantity) return reject('out_of_stock', `Only ${available} are left.`);
    return accept({ event_type: 'StockReserved', data: { order_id, quantity: command.quantity } });
  },
  evolve(stock, { event_type, data }) {
    const { available, reserved, released } = stock;
    if (event_type === 'StockAdded') return { ...stock, available: available + data.quantity };
    if (event_type === 'StockReserved')
      return {
        ...stock,
        available: available - data.quantity,
        reserved: { ...reserved, [data.order_id]: data.quantity },
      };
    const { [data.order_id]: returned = 0, ...others } = reserved;
    return { available: available + returned, reserved: others, released: [...released, data.order_id] };
  },
};
