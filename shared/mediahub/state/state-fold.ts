// How an aggregate's state is folded from its events, one branch per event.
import type { DomainEvent } from '../events/catalogue.ts';

/** A fold over one type of aggregate. It works on a draft that only its caller sees, so that long streams stay cheap. */
export interface StateFold<State extends object> {
  /** The state after the event; null before the first one. */
  evolve(state: State | null, event: Recorded): State | null;
}

/** An event with what the folds need of its envelope. */
export type Recorded = DomainEvent & { created_at: string; metadata: { saga_id?: string | undefined } };
