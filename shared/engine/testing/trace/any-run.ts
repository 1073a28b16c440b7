// Any run, also one that no system has made: causes in circles, times that go back, ids that come twice, hostile texts.
import fc from 'fast-check';
import type { LoggedEvent } from '../../event/envelope.ts';
import type { SagaTimelineEntry, SagaView } from '../../saga/view.ts';
import type { Run, SagaRun, Services } from '../../trace/run.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((ms) => new Date(ms).toISOString());
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const commandId = fc.constantFrom('c1', 'c2', 'saga-1:pay:do', 'saga-2:pay:undo');
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'cat.jpg\nparticipant x',
    'a;b#35;end',
    '%%{init: {}}%%',
    '<img src=x onerror=alert(1)>',
    '"`$$x$$`"',
    '\u202egpj.exe\u0000',
    'style:x',
  ),
);

const anyEvent: fc.Arbitrary<LoggedEvent> = fc.record({
  id,
  aggregate_id: fc.constantFrom('order-1', 'order-2'),
  aggregate_type: fc.constantFrom('Order', 'Payment'),
  event_type: fc.oneof(fc.constantFrom('OrderPlaced', 'PaymentTaken'), anyText),
  schema_version: fc.constant(1),
  data: fc.constant({}),
  metadata: fc.record(
    {
      user_id: fc.constant('user-1'),
      actor: fc.constantFrom('user-1', 'saga:checkout'),
      command_id: commandId,
      correlation_id: fc.constant('x'),
      causation_id: id,
      saga_id: fc.constantFrom('saga-1', 'saga-2'),
    },
    { requiredKeys: ['user_id', 'actor', 'command_id', 'correlation_id'] },
  ),
  version: fc.integer({ min: 1, max: 9 }),
  created_at: instant,
  position: fc.integer({ min: 1, max: 30 }),
});

const status = fc.constantFrom('running', 'compensating', 'completed', 'failed', 'cancelled', 'parked');
const step = fc.record({
  step_name: fc.constantFrom('pay', 'ship'),
  status: fc.constantFrom('pending', 'running', 'completed', 'failed'),
  attempts: fc.integer({ min: 0, max: 3 }),
});
const anyEntry = fc.record({
  at: instant,
  what: fc.constantFrom('started', 'event', 'replied', 'lost', 'due', 'restarted', 'resume', 'skip', 'late'),
  step_name: fc.constantFrom('pay', null),
  direction: fc.constantFrom('do', 'undo', null),
  detail: anyText,
  event_id: fc.option(id),
  command: fc.constantFrom('payment.charge', 'stock.reserve', null),
  command_id: fc.option(commandId),
  status,
  steps: fc.array(step, { maxLength: 2 }),
  out: fc.option(
    fc.record({
      command: fc.constantFrom('payment.charge', 'stock.reserve'),
      command_id: commandId,
      step_name: fc.constantFrom('pay', 'ship'),
      direction: fc.constantFrom('do', 'undo'),
    }),
  ),
}) as fc.Arbitrary<SagaTimelineEntry>;

const anyView = fc.record({
  id: fc.constantFrom('saga-1', 'saga-2'),
  saga_type: fc.constant('checkout'),
  definition_version: fc.constant(1),
  status,
  user_id: fc.constant('user-1'),
  aggregate_id: fc.constant('order-1'),
  correlation_id: fc.constant('x'),
  subject: anyText,
  revision: fc.constant(1),
  failure: fc.option(fc.record({ step: fc.constant('pay'), code: anyText, reason: anyText })),
  parked: fc.constant(null),
  started_at: instant,
  updated_at: instant,
  ended_at: fc.option(instant),
  steps: fc.constant([]),
}) as fc.Arbitrary<SagaView>;

const anySaga: fc.Arbitrary<SagaRun> = fc.record({
  view: anyView,
  timeline: fc.array(anyEntry, { maxLength: 8 }),
});

export const anyRun: fc.Arbitrary<Run> = fc.record({
  correlation_id: fc.oneof(fc.uuid(), fc.stringMatching(/^[\da-f]{32}$/), anyText),
  events: fc.array(anyEvent, { maxLength: 8 }),
  sagas: fc.array(anySaga, { maxLength: 2 }),
  more: fc.boolean(),
});

export const SHOP: Services = {
  entry: 'shop',
  log: 'event store',
  coordinator: 'saga',
  ofAggregate: (type) => type.toLowerCase(),
  ofCommand: (command) => command.split('.')[0] ?? command,
};
