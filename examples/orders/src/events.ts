// What can happen: the published language of this system. A schema is checked at every append.
import * as z from 'zod';
import { defineCatalogue, type EventOf } from '#shared/engine/event/catalogue';

const ORDER = {
  OrderPlaced: z.strictObject({
    item: z.string(),
    quantity: z.int().positive(),
    amount: z.int(),
    card: z.string(),
  }),
  OrderConfirmed: z.strictObject({}),
  OrderCancelled: z.strictObject({ reason: z.string() }),
};
const STOCK = {
  StockAdded: z.strictObject({ quantity: z.int().positive() }),
  StockReserved: z.strictObject({ order_id: z.string(), quantity: z.int().positive() }),
  StockReleased: z.strictObject({ order_id: z.string() }),
};
const PAYMENT = {
  PaymentCharged: z.strictObject({ amount: z.int() }),
  PaymentRefunded: z.strictObject({}),
};

export type OrderEvent = EventOf<typeof ORDER>;
export type StockEvent = EventOf<typeof STOCK>;
export type PaymentEvent = EventOf<typeof PAYMENT>;
export type ShopEvent = OrderEvent | StockEvent | PaymentEvent;

export const CATALOGUE = defineCatalogue({
  Order: { events: ORDER },
  Stock: { events: STOCK },
  Payment: { events: PAYMENT },
});
