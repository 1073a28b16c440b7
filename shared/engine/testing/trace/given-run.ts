// One order that was paid at the second try, as the event log and the saga's journal hold it.
import type { LoggedEvent } from '../../event/envelope.ts';
import type { SagaTimelineEntry, SagaView } from '../../saga/view.ts';
import type { Run } from '../../trace/run.ts';

export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
export const ms = (n: number): string => new Date(1_800_000_000_000 + n).toISOString();

const event = (
  position: number,
  event_type: string,
  [aggregate_type, command_id, causation_id]: [string, string, string?],
  at: number,
): LoggedEvent => ({
  id: `event-${position}`,
  aggregate_id: `${aggregate_type.toLowerCase()}-1`,
  aggregate_type,
  event_type,
  schema_version: 1,
  data: {},
  metadata: {
    user_id: 'user-1',
    actor: causation_id === undefined ? 'user-1' : 'saga:checkout',
    command_id,
    correlation_id: TRACE,
    ...(causation_id === undefined ? {} : { causation_id, saga_id: 'saga-1', step: 'pay' }),
  },
  version: 1,
  created_at: ms(at),
  position,
});

const CHARGE = {
  command: 'payment.charge',
  command_id: 'saga-1:pay:do',
  step_name: 'pay',
  direction: 'do' as const,
};

const entry = (
  at: number,
  what: SagaTimelineEntry['what'],
  detail: string,
  more: Partial<SagaTimelineEntry>,
  attempts: number,
): SagaTimelineEntry => ({
  at: ms(at),
  what,
  step_name: 'pay',
  direction: 'do',
  detail,
  event_id: null,
  command: 'payment.charge',
  command_id: CHARGE.command_id,
  status: 'running',
  steps: [{ step_name: 'pay', status: 'running', attempts }],
  out: null,
  ...more,
});

const view: SagaView = {
  id: 'saga-1',
  saga_type: 'checkout',
  definition_version: 1,
  status: 'completed',
  user_id: 'user-1',
  aggregate_id: 'order-1',
  correlation_id: TRACE,
  subject: 'tea; 2 cups',
  revision: 6,
  failure: null,
  parked: null,
  started_at: ms(5),
  updated_at: ms(60),
  ended_at: ms(60),
  steps: [],
};

export const PAID: Run = {
  correlation_id: TRACE,
  events: [
    event(7, 'OrderPlaced', ['Order', 'c1'], 0),
    event(8, 'PaymentTaken', ['Payment', CHARGE.command_id, 'event-7'], 50),
  ],
  sagas: [
    {
      view,
      timeline: [
        entry(5, 'started', 'OrderPlaced', { event_id: 'event-7', command: null, out: CHARGE }, 1),
        entry(15, 'lost', 'no answer in time', {}, 1),
        entry(40, 'due', 'the time is up', { out: CHARGE }, 2),
        entry(50, 'replied', 'accepted', {}, 2),
        entry(
          60,
          'event',
          'PaymentTaken',
          { event_id: 'event-8', steps: [{ step_name: 'pay', status: 'completed', attempts: 2 }] },
          2,
        ),
      ],
    },
  ],
  more: false,
};
