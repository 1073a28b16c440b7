// A simulation in virtual time for one saga: participants that remember, a network that drops, doubles, delays and overtakes,
// and a coordinator that dies. Everything is drawn from a plan, so the same plan is the same run. When the plan is used
// up, everything works: what then still does not end well is the engine's fault.
import type { CommandReply } from '#shared/engine/saga/command';
import { begin } from '../../saga/transitions.ts';
import type { Happening, Input, SagaCommand, SagaEvent, SagaState } from '../../saga/state.ts';
import type { Engine } from './engine.ts';
import { afterwards } from './observed-outcome.ts';
import { isCalm, type SimulatedFault } from './simulated-faults.ts';
import { eventOf } from './simulate.ts';
import { participants } from './virtual-participants.ts';

export interface History {
  /** The state after each input, from the beginning. */
  states: SagaState[];
  inputs: Input[];
  /** Commands in the order in which they were sent. */
  sent: Pick<SagaCommand, 'direction' | 'context'>[];
  /** Effects that hold in the end, by step, and how often each do and undo took effect. */
  effects: ReadonlySet<string>;
  times: ReadonlyMap<string, number>;
  /** The state when it came to rest, before the stragglers arrived. */
  atRest: SagaState;
  /** It met nothing but busy participants and a wrong clock. */
  calm: boolean;
}

const keyOf = ({ current, steps }: SagaState): string =>
  `${current?.direction} ${current?.step}#${steps[current?.step ?? -1]?.attempts}`;

const AHEAD_MS = 24 * 3_600_000;
const MOST_STEPS = 3_000;
const REPAIRS = 20;
/** How long a participant keeps others away from a step whose caller has vanished. */
const LEASE_MS = 60_000;

export function live(engine: Engine, plan: readonly SimulatedFault[]): History {
  const { definition } = engine;
  const simulatedFaults = [...plan];
  const post: { at: number; what: () => void }[] = [];
  const seats = participants(definition, engine.tombstones);
  const working = engine.leases(LEASE_MS);
  let now = 0;
  /** By how much the coordinator's clock is wrong. Messages take their time regardless of it. */
  let wrong = 0;
  let life = 0;
  /** How late the next timer is, how often it rings, and whether it rings at all before the coordinator starts again. */
  let timer = { late: 0, rings: 1, missed: false };
  let versionIsBackAt = 0;
  let sending = new Set<string>();
  let state = begin(definition, 'saga-1', eventOf(definition.startedBy), now);
  const history = { states: [state], inputs: [] as Input[], sent: [] as SagaCommand[] };

  const cancelling = definition.cancelledBy ? eventOf(definition.cancelledBy) : null;
  const later = (ms: number, what: () => void) => void post.push({ at: now + ms, what });
  const take = (happening: Happening) => {
    // A number that depends on what has happened, so that every jitter is another one and every run the same.
    const random = ((history.inputs.length * 7_919) % 101) / 101;
    // Without its version the coordinator can say one thing only.
    const gone = now < versionIsBackAt;
    const heard: Happening = gone ? { type: 'definition_missing', reason: 'version 1 is gone' } : happening;
    const input: Input = { ...heard, at: now + wrong, random };
    const after = engine.react(gone ? undefined : definition, state, input);
    if (after === state) return false;
    history.inputs.push(input);
    history.states.push((state = after));
    return true;
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
    const { kind, ms } = simulatedFaults.shift() ?? { kind: 'none', ms: 0 };
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
    const lease = working(`${command.direction} ${command.context.step}`, now);
    if (!lease) return answer(1, key, replied({ status: 'busy', retry_after_ms: 5_000 }));
    // Its client gone, the platform drops it in the middle: it gives nothing back, and no one hears of it.
    if (kind === 'caller_vanishes') return answer(command.timeout_ms, key, lost);
    lease.release();
    switch (kind) {
      case 'drop_request':
        return answer(1, key, lost);
      case 'no_answer':
        return answer(command.timeout_ms, key, lost);
      case 'busy':
      case 'busy_for_long':
        return answer(1, key, replied({ status: 'busy', retry_after_ms: kind === 'busy' ? 50 : 600_000 }));
      case 'out_of_order':
        return answer(1, key, replied({ status: 'failed', reason: kind }));
      case 'clock_jumps':
        wrong += AHEAD_MS;
        later(ms, () => void ((wrong -= AHEAD_MS), take({ type: 'due' })));
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
      case 'foreign_event':
        for (const foreign of [seats.completing(command), cancelling])
          if (foreign) deliver(1, { ...foreign, metadata: { ...foreign.metadata, saga_id: 'saga-2' } });
        return arrive(3, 'well', 1, 2);
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
      case 'late_timer':
        timer = { ...timer, late: ms };
        return arrive(1, 'well', 1, null);
      case 'missed_timer':
        timer = { ...timer, late: ms, missed: true };
        return arrive(1, 'well', 1, null);
      case 'timer_twice':
        timer = { ...timer, rings: 2 };
        return answer(1, key, lost);
      case 'cancel':
        deliver(0, cancelling);
        return arrive(1, 'well', 1, 2);
      case 'late_cancel':
        deliver(ms, cancelling);
        return arrive(1, 'well', 1, 2);
      case 'started_again':
        take({ type: 'event', event: eventOf(definition.startedBy) });
        return arrive(1, 'well', 1, 2);
      case 'version_gone':
        versionIsBackAt = now + ms;
        die();
        return arrive(1, 'well', null, ms);
      case 'skip':
        take({ type: 'skip', reason: 'it is not parked' });
        return arrive(1, 'well', 1, 2);
      case 'none':
        return arrive(1, 'well', 1, 2);
    }
  };

  const work = () => {
    const command = engine.pendingCommand(definition, state);
    const key = keyOf(state);
    if (!command || sending.has(key)) return false;
    sending.add(key);
    send(command);
    return true;
  };
  const ring = () => {
    now = Math.max(now, (state.current?.due_at ?? now) - wrong + timer.late);
    const { rings, missed } = timer;
    timer = { late: 0, rings: 1, missed: false };
    if (missed) die();
    for (let n = 0; n < rings; n++) take({ type: 'due' });
  };
  /** The next thing that happens: a message arrives, or a timer rings. False: nothing ever will. */
  const pass = () => {
    post.sort((a, b) => a.at - b.at);
    const [next] = post;
    // A call that is under way has its own timeout: until then the timer does not ring.
    const answering = state.current?.phase === 'asking' && sending.has(keyOf(state));
    const due = answering ? Infinity : (state.current?.due_at ?? Infinity) - wrong + timer.late;
    if (next && next.at <= due) {
      post.shift();
      now = Math.max(now, next.at);
      next.what();
      return true;
    }
    if (due === Infinity) return false;
    ring();
    return true;
  };
  /** A person comes `ms` later: skips where the plan says so and it can be done, and has it asked again elsewhere. */
  const repair = () => {
    const { kind, ms } = simulatedFaults.shift() ?? { kind: 'none', ms: 0 };
    const comes = Math.max(now + ms, versionIsBackAt);
    while (state.parked && post.some(({ at }) => at <= comes)) pass();
    now = Math.max(now, comes);
    if (kind !== 'skip' || !take({ type: 'skip', reason: 'it is not needed' })) take({ type: 'resume' });
  };

  for (let n = 0, repairs = 0; n < MOST_STEPS; n++) {
    if (work()) continue;
    if (state.parked && (simulatedFaults.length > 0 || repairs++ < REPAIRS)) repair();
    else if (state.ended_at !== null || !pass()) break;
  }
  const atRest = state;
  for (let n = 0; n < MOST_STEPS && post.length > 0; n++) pass();
  for (const happening of afterwards(definition, history.sent)) take(happening);
  return { ...history, atRest, calm: isCalm(plan), effects: seats.effects, times: seats.times };
}
