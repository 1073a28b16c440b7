// A saga that lives for very long: one step that is asked again and again.
import type { SagaDefinition } from '../../saga/definition.ts';
import type { Journal } from '../../saga/Journal.ts';
import type { SagaEvent } from '../../saga/state.ts';
import { begin } from '../../saga/transitions.ts';

export const LONG_SAGA: SagaDefinition = {
  name: 'long',
  version: 1,
  startedBy: 'ThingMade',
  begin: () => ({ user_id: 'user-1', aggregate_id: 'thing-1', title: 'a thing' }),
  steps: [
    {
      name: 'paint',
      kind: 'retriable',
      ask: { command: 'painter.paint', args: () => ({}), completedBy: null },
      timeout_ms: 1_000,
      retry: { attempts: 3, base_ms: 10, cap_ms: 100 },
    },
  ],
  whenFailed: [],
};

const MADE: SagaEvent = {
  id: 'e',
  event_type: 'ThingMade',
  aggregate_id: 'thing-1',
  data: {},
  metadata: { user_id: 'user-1', correlation_id: 'c' },
};

/** Fills its journal with so many inputs. */
export function lived(journal: Journal, inputs: number, error = 'no answer'): Journal {
  const state = begin(LONG_SAGA, 'saga-1', MADE, 0);
  journal.record({ type: 'started', event: MADE, at: 0 }, state);
  for (let n = 1; n < inputs; n++)
    journal.record({ type: 'lost', command_id: error, error, at: n, random: 0 }, state);
  return journal;
}
