// The payment of one order. The card `declined` simulates a bank that refuses. A refund leaves a mark, so that a charge
// that arrives late is refused.
import { accept, reject, type Decider } from '#shared/engine/command/decider';
import type { PaymentEvent } from './events.ts';

export type Payment = 'none' | 'charged' | 'refunded';
export type PaymentCommand = { type: 'charge'; amount: number; card: string } | { type: 'refund' };

export const paymentDecider: Decider<Payment, PaymentCommand, PaymentEvent> = {
  initialState: 'none',
  decide(command, payment) {
    if (command.type === 'refund')
      return payment === 'refunded' ? accept() : accept({ event_type: 'PaymentRefunded', data: {} });
    if (payment === 'refunded') return reject('refunded', 'The payment was refunded before it arrived.');
    if (payment === 'charged') return accept();
    if (command.card === 'declined') return reject('card_declined', 'The bank declined the card.');
    return accept({ event_type: 'PaymentCharged', data: { amount: command.amount } });
  },
  evolve: (_, { event_type }) => (event_type === 'PaymentCharged' ? 'charged' : 'refunded'),
};
