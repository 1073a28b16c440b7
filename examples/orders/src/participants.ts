// The participants of the saga: each method carries out one step, or undoes it. The same command may arrive twice; the command
// handler then repeats its answer. The contents of an order are read from its own stream.
import { aggregate } from '#shared/engine/command/aggregate';
import { derivedId } from '#shared/engine/event/ids';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import type { StepHandler } from '#shared/engine/saga/command';
import { CATALOGUE } from './events.ts';
import { orderDecider, type Placed } from './order.ts';
import { paymentDecider } from './payment.ts';
import { stockDecider } from './stock.ts';

/** What HTTP answers when a command is refused. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    reason: string,
  ) {
    super(reason);
  }
}
const refusal = (code: string, reason: string): Error => new Refused(code, reason);

export const orders = aggregate({ type: 'Order', decider: orderDecider, events: CATALOGUE, refusal });
export const stocks = aggregate({ type: 'Stock', decider: stockDecider, events: CATALOGUE, refusal });
const payments = aggregate({ type: 'Payment', decider: paymentDecider, events: CATALOGUE, refusal });
export const stockId = (item: string): string => derivedId('stock', item);

type Step<Args = { order_id: string }> = StepHandler<Args>;

export interface Participants {
  order: { confirm: Step; cancel: Step<{ order_id: string; reason: string }> };
  stock: { reserve: Step; release: Step };
  payment: { charge: Step; refund: Step };
}

export function participantsOf(store: EventStorePort): Participants {
  const placed = async (id: string): Promise<Placed> => {
    const { state } = await orders.load(store, id);
    if (state.status === 'none') throw new Error(`${id} was never placed`);
    return state;
  };
  return {
    order: {
      confirm: (context, { order_id }) => orders.reply(store, order_id, { type: 'confirm' }, context),
      cancel: (context, { order_id, reason }) =>
        orders.reply(store, order_id, { type: 'cancel', reason }, context),
    },
    stock: {
      reserve: async (context, { order_id }) => {
        const { item, quantity } = await placed(order_id);
        return stocks.reply(store, stockId(item), { type: 'reserve', order_id, quantity }, context);
      },
      release: async (context, { order_id }) => {
        const { item } = await placed(order_id);
        return stocks.reply(store, stockId(item), { type: 'release', order_id }, context);
      },
    },
    payment: {
      charge: async (context, { order_id }) => {
        const { amount, card } = await placed(order_id);
        const payment = derivedId('payment', order_id);
        return payments.reply(store, payment, { type: 'charge', amount, card }, context);
      },
      refund: (context, { order_id }) =>
        payments.reply(store, derivedId('payment', order_id), { type: 'refund' }, context),
    },
  };
}
