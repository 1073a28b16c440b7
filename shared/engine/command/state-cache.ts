// Snapshot in memory: the folded state of a stream as it was last read, so that a long stream is not read again for every
// command. Never the truth: a lost one costs a read, one that is too old loses at the append, which carries its version, and one
// of a history that a restore took away is known by the id of its last event.

/** A stream folded up to `version`. Only of recorded events: what was just decided has no metadata yet. */
export interface Folded<State> {
  readonly version: number;
  readonly state: State;
  /** The id of the event at `version`: after a restore another one may have that version. */
  readonly last_id?: string | null | undefined;
}

export interface StateCache<State> {
  recall(aggregateId: string): Folded<State> | undefined;
  /** Keeps the newest: a slow reader does not overwrite a newer state. */
  remember(aggregateId: string, folded: Folded<State>): void;
  forget(aggregateId: string): void;
}

export interface Limits {
  states: number;
  /** Sum of the versions: a measure of memory, since a state grows with its stream. */
  events: number;
}

const LIMITS: Limits = { states: 200, events: 100_000 };

/** Bounded: the least recently used goes first; the one just used stays, however long its stream. */
export function stateCache<State>({ states, events }: Limits = LIMITS): StateCache<State> {
  // A Map keeps the order of insertion: its first key is the least recently used.
  const kept = new Map<string, Folded<State>>();
  let weight = 0;

  const forget = (id: string): void => {
    weight -= kept.get(id)?.version ?? 0;
    kept.delete(id);
  };
  const keep = (id: string, folded: Folded<State>): void => {
    forget(id);
    kept.set(id, folded);
    weight += folded.version;
  };
  return {
    recall(id) {
      const folded = kept.get(id);
      if (folded) keep(id, folded);
      return folded;
    },
    remember(id, folded) {
      if (folded.version === 0 || folded.version < (kept.get(id)?.version ?? 0)) return;
      keep(id, folded);
      for (const oldest of kept.keys()) {
        if (oldest === id || (kept.size <= states && weight <= events)) return;
        forget(oldest);
      }
    },
    forget,
  };
}

const caches = new WeakMap<object, WeakMap<object, StateCache<unknown>>>();

/** What this isolate remembers of the streams of `store`, folded by `decider`. No other decider ever sees it. */
export function statesOf<State>(store: object, decider: { readonly initialState: State }): StateCache<State> {
  const ofStore = caches.get(store) ?? new WeakMap<object, StateCache<unknown>>();
  caches.set(store, ofStore);
  const states = ofStore.get(decider) ?? stateCache<State>();
  ofStore.set(decider, states);
  // A decider's entries hold only states that it has folded itself.
  return states as StateCache<State>;
}
