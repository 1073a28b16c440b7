// A world in virtual time for one saga: participants that remember, a network that drops, doubles, delays and overtakes,
// and a coordinator that dies. Everything is drawn from a plan, so the same plan is the same run. When the plan is used
// up, everything works: what then still does not end well is the engine's fault.
import type { CommandReply } from '#shared/ports/saga-command';
import { commandOf } from '../src/engine/commandOf.ts';
import type { SagaDefinition } from '../src/engine/definition.ts';
import { begin } from '../src/engine/moves.ts';
import { react } from '../src/engine/react.ts';
import type { Happening, Input, SagaCommand, SagaEvent, SagaState } from '../src/engine/state.ts';
import { participants } from './virtual-participants.ts';
import { eventOf } from './simulate.ts';

/** What befalls one sending of a command. `late_*` arrive `ms` later, perhaps long after everybody stopped waiting. */
export const BLOWS = [
  'none',
  'drop_request',
  'drop_reply',
  'no_answer',
  'duplicate',
  'late_request',
  'late_reply',
  'late_event',
  'event_twice',
  'foreign_event',
  'event_lost',
  'reject',
  'fail',
  'busy',
  'crash_before',
  'crash_after',
  'crash_late_request',
  'early_timer',
  'cancel',
] as const;
export type Blow = { kind: (typeof BLOWS)[number]; ms: number };

/** The part of the engine that can be exchanged for a broken one. */
export interface Engine {
  definition: SagaDefinition;
  react: typeof react;
  commandOf: typeof commandOf;
  /** False: participants that forget what was undone. */
  tombstones: boolean;
}

export const sound = (definition: SagaDefinition): Engine => ({ definition, react, commandOf, tombstones: true });

export interface History {
  /** The state after each input, from the beginning. */
  states: SagaState[];
  inputs: Input[];
  /** Commands in the order in which they were sent. */
  sent: SagaCommand[];
  /** Effects that hold in the end, by step, and how often each do and undo took effect. */
  effects: ReadonlySet<string>;
  times: ReadonlyMap<string, number>;
  /** The state when it came to rest, before the stragglers arrived. */
  atRest: SagaState;
}

/** One key per try, as in the coordinator. */
const keyOf = ({ current, steps }: SagaState): string =>
  `${current?.direction} ${current?.step}#${steps[current?.step ?? -1]?.attempts}`;

const MOST_STEPS = 3_000;
const REPAIRS = 20;

export function live(engine: Engine, plan: readonly Blow[]): History {
  const { definition } = engine;
  const blows = [...plan];
  const post: { at: number; what: () => void }[] = [];
  const seats = participants(definition, engine.tombstones);
  let now = 0;
  let life = 0;
  let sending = new Set<string>();
  let state = begin(definition, 'saga-1', eventOf(definition.startedBy), now);
  const history = { states: [state], inputs: [] as Input[], sent: [] as SagaCommand[] };

  const later = (ms: number, what: () => void) => void post.push({ at: now + ms, what });
  const take = (happening: Happening) => {
    // A number that depends on what has happened, so that every jitter is another one and every run the same.
    const random = ((history.inputs.length * 7_919) % 101) / 101;
    const input: Input = { ...happening, at: now, random };
    const after = engine.react(definition, state, input);
    if (after === state) return;
    history.inputs.push(input);
    history.states.push((state = after));
  };
  const die = () => {
    life++;
    sending = new Set();
    take({ type: 'restarted' });
  };
  /** A reply finds only the life that is waiting for it. */
  const answer = (ms: number, key: string, happening: Happening) => {
    const asked = life;
    later(ms, () => {
      if (asked !== life) return;
      sending.delete(key);
      take(happening);
    });
  };
  const deliver = (ms: number, event: SagaEvent | null) => {
    if (event) later(ms, () => take({ type: 'event', event }));
  };

  const send = (command: SagaCommand) => {
    const { command_id } = command.context;
    const { kind, ms } = blows.shift() ?? { kind: 'none', ms: 0 };
    const key = keyOf(state);
    const lost: Happening = { type: 'lost', command_id, error: kind };
    const replied = (reply: CommandReply): Happening => ({ type: 'replied', command_id, reply });
    const arrive = (
      after: number,
      mood: 'well' | 'reject' | 'fail',
      replyMs: number | null,
      eventMs: number | null,
    ) =>
      later(after, () => {
        const { reply, event } = seats.ask(command, mood);
        if (replyMs !== null) answer(replyMs, key, replied(reply));
        if (eventMs !== null) deliver(eventMs, event);
      });

    if (kind === 'crash_before') return die();
    history.sent.push(command);
    switch (kind) {
      case 'drop_request':
        return answer(1, key, lost);
      case 'no_answer':
        return later(command.timeout_ms, () => sending.delete(key));
      case 'busy':
        return answer(1, key, replied({ status: 'busy', retry_after_ms: 50 }));
      case 'drop_reply':
        answer(2, key, lost);
        return arrive(1, 'well', null, 5);
      case 'duplicate':
        arrive(1, 'well', 1, 3);
        return arrive(2, 'well', ms, ms);
      case 'late_request':
      case 'crash_late_request':
        arrive(ms, 'well', 1, 1);
        return kind === 'late_request' ? answer(1, key, lost) : die();
      case 'late_reply':
        answer(2, key, lost);
        return arrive(1, 'well', ms, ms);
      case 'late_event':
        return arrive(1, 'well', 1, ms);
      case 'event_lost':
        // Its event is never delivered in time; asked again, the participant says `already`.
        return arrive(1, 'well', 1, null);
      case 'event_twice':
        return (arrive(1, 'well', 3, 2), deliver(4, seats.lastEvent()));
      case 'foreign_event': {
        const foreign = seats.completing(command);
        if (foreign) deliver(1, { ...foreign, metadata: { ...foreign.metadata, saga_id: 'saga-2' } });
        return arrive(3, 'well', 1, 2);
      }
      case 'reject':
      case 'fail':
        return arrive(1, kind, 1, 2);
      case 'crash_after':
        arrive(1, 'well', null, ms);
        return die();
      case 'early_timer':
        take({ type: 'due' });
        take({ type: 'due' });
        return arrive(1, 'well', 1, 2);
      case 'cancel':
        if (definition.cancelledBy) take({ type: 'event', event: eventOf(definition.cancelledBy) });
        return arrive(1, 'well', 1, 2);
      case 'none':
        return arrive(1, 'well', 1, 2);
    }
  };

  const work = () => {
    const command = engine.commandOf(definition, state);
    const key = keyOf(state);
    if (!command || sending.has(key)) return false;
    sending.add(key);
    send(command);
    return true;
  };
  /** The next thing that happens: a message arrives, or a timer rings. False: nothing ever will. */
  const pass = () => {
    post.sort((a, b) => a.at - b.at);
    const [next] = post;
    const due = state.current?.due_at ?? Infinity;
    if (next && next.at <= due) {
      post.shift();
      now = Math.max(now, next.at);
      next.what();
      return true;
    }
    if (due === Infinity) return false;
    now = Math.max(now, due);
    take({ type: 'due' });
    return true;
  };

  for (let n = 0, repairs = 0; n < MOST_STEPS; n++) {
    if (work()) continue;
    // A person comes when nothing else will happen before.
    if (state.parked && blows.length === 0 && repairs++ < REPAIRS) take({ type: 'resume' });
    else if (state.parked) {
      blows.shift();
      take({ type: 'resume' });
    } else if (state.ended_at !== null || !pass()) break;
  }
  const atRest = state;
  for (let n = 0; n < MOST_STEPS && post.length > 0; n++) pass();
  return { ...history, atRest, effects: seats.effects, times: seats.times };
}
