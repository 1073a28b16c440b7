// The decider pattern (Jérémie Chassaing, "Functional Event Sourcing Decider"): an aggregate is two pure
// functions and a first state. No clock, no random, no I/O, no ids made inside: replay is exact.
export type Decision<Event> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly code: string; readonly reason: string };

/** The command is allowed; these events say what happened (none: it had already happened). */
export const accept = <Event>(...events: Event[]): Decision<Event> => ({ accepted: true, events });

/** The command breaks a rule. `code` is stable and goes to clients, `reason` is a sentence for people. */
export const reject = (code: string, reason: string): Decision<never> => ({
  accepted: false,
  code,
  reason,
});

export interface Decider<State, Command, Event> {
  readonly initialState: State;
  /** What follows from the command in this state. Pure. */
  decide(command: Command, state: State): Decision<Event>;
  /** The state after the event. Total and pure; it never validates history. */
  evolve(state: State, event: Event): State;
  /** For aggregates whose streams grow long; see snapshot.ts. */
  readonly snapshot?: SnapshotFormat<State, Command>;
}

/**
 * How the state of a long stream is written down, in named parts, and read back. Raise `version` whenever `State`, `evolve`
 * or an upcaster of its events changes: nothing else tells a state folded before the change from one folded after it. An
 * isolate that meets a stream for the first time reads only the parts that its command needs, so what that costs does not
 * grow with the stream.
 */
export interface SnapshotFormat<State, Command> {
  readonly name: string;
  readonly version: number;
  /** The whole state, every part plain JSON. */
  save(state: State): Record<string, unknown>;
  /**
   * The state again, or null for what `save` cannot have written; a part that is not there is an empty one. With `only`,
   * no more than these parts are known of it.
   */
  load(parts: Readonly<Record<string, unknown>>, only?: readonly string[]): State | null;
  /** The parts that deciding this command reads. */
  needs(command: Command): readonly string[];
  /** Whether the state knows these parts; without them, whether it is whole. `evolve` leaves alone what is not known. */
  knows(state: State, parts?: readonly string[]): boolean;
}

/** Left fold of a stream: `state(v) = fold(events[1..v])`. */
export const fold = <State, Event>(
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  events: readonly Event[],
  from: State = decider.initialState,
): State => events.reduce((state, event) => decider.evolve(state, event), from);

/** Ends a switch over a union: a new member that is not handled becomes a type error. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
};
