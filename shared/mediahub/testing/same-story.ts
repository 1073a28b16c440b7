// A published state fold (#shared/mediahub/state/published-state) beside a decider's own: both must agree on any history,
// even on one that no decider would have made.
import type { Recorded } from '#shared/mediahub/state/state-fold';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { DomainEvent } from '#shared/mediahub/events/catalogue';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { stateAfter } from '#shared/mediahub/state/published-state';
import { fold, type Decider } from '#shared/engine/command/decider';
import { fcParameters } from '#shared/engine/testing/property';

/**
 * @param events any events of this aggregate, in any order
 * @param own what both know, as the decider's state has it; null for none
 * @param published the same out of the published state
 */
export function tellTheSameStory<State, Event extends DomainEvent>(
  type: AggregateType,
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  events: fc.Arbitrary<Event & { metadata?: { saga_id?: string | undefined } }>,
  own: (state: State) => unknown,
  published: (state: object | null) => unknown,
): void {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 12 }), (history) => {
      const recorded = history.map((event): Recorded => ({
        ...event,
        created_at: 't',
        metadata: event.metadata ?? {},
      }));
      expect(published(stateAfter(type, recorded))).toEqual(own(fold(decider, history)));
    }),
    fcParameters(200),
  );
}
