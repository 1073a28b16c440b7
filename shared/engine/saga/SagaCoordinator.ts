// One Durable Object per saga instance: a shell around the pure engine. An input is recorded with the state it leads
// to and the alarm in one implicit transaction; commands, timers and the monitor's view are then worked off by the
// alarm's loop. A crash anywhere leaves a state that says what is still to be sent, and an alarm that sends it
// again with the same command_id.
import { DurableObject } from 'cloudflare:workers';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { rearming } from '#shared/engine/runtime/alarm';
import { giveWay, pause } from '#shared/engine/runtime/deadline';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { AlarmCalls } from './alarm-calls.ts';
import type { SagaDependencies, SagaEnv } from './dependencies.ts';
import type { Journal } from './Journal.ts';
import { FIRST_PAGE, type CoordinatorPort, type Refusal, type TimelineAsked } from './port.ts';
import { send } from './send.ts';
import { keyOf, pendingCommand } from './pending-command.ts';
import type { SagaDefinition } from './definition.ts';
import { stepOf } from './steps.ts';
import { logLost, logMove } from './log-moves.ts';
import { begin } from './transitions.ts';
import { isDue, isFromLater } from './timers.ts';
import type { Happening, SagaCommand, SagaState } from './state.ts';
import { timelinePage, withIgnored, type Ignored, type TimelinePage } from './timeline.ts';
import { MonitorWriter } from './monitor/MonitorWriter.ts';

const RETRY_MS = 1_000;
const MOST_IGNORED = 30;
/** How long one alarm works; the platform ends an alarm after 15 minutes, and repeats it six times at most. */
const TURN_MS = 5 * 60_000;
/** How long to wait for an accepted step's event before setting an alarm: most come at once, and need none. */
const LINGER_MS = 300;

/** So few sagas keep no request out: beyond that, commands give way. */
const FEW = 3;
/** Sagas of this isolate whose alarm works. One that is lost with its object costs others a moment, as many do. */
let atWork = 0;

const missing = ({ saga, definition_version }: SagaState): string =>
  `version ${definition_version} of ${saga} is not there any more`;

export class SagaCoordinator<Env extends SagaEnv = SagaEnv> extends DurableObject<Env> implements CoordinatorPort {
  readonly #parts: SagaDependencies<Env>;
  readonly #journal: Journal;
  #state: SagaState | null;
  /** Commands under way. A crash forgets them; the state says which to send again. */
  readonly #sending = new Map<string, Promise<void>>();
  readonly #monitor: MonitorWriter<Env>;
  /** What came too late, for people to see. In memory, bounded, and never part of a decision. */
  #ignored: Ignored[] = [];
  #wake: () => void = () => undefined;
  /** Whether an alarm is running. The platform repeats one that dies with its object, so inputs set no alarm while it runs. */
  #working = false;

  constructor(ctx: DurableObjectState, env: Env, parts: SagaDependencies<Env>) {
    super(ctx, env);
    this.#parts = parts;
    this.#journal = parts.journal(ctx.storage.sql);
    this.#state = this.#journal.state();
    const putBack = (revision: number) => void this.#take({ type: 'put_back', revision });
    this.#monitor = new MonitorWriter(env, parts, this.#journal, () => this.#state, putBack);
    if (this.#state?.current?.phase === 'asking') this.#take({ type: 'restarted' });
    this.#keepTime();
  }

  async start(sagaId: string, saga: string, event: LoggedEvent): Promise<boolean> {
    if (this.#state) return this.#isKnown(event);
    const definition = this.#parts.startedBy(event.event_type).find(({ name }) => name === saga);
    if (!definition) throw new Error(`${event.event_type} starts no saga ${saga}`);
    const at = Date.now();
    this.#keep({ type: 'started', event, at }, begin(definition, sagaId, event, at));
    return true;
  }

  /** @throws when it never began: its object was put back to before that, and the event is not to be lost in silence */
  async deliver(event: LoggedEvent): Promise<void> {
    if (!this.#state)
      throw new Error('this saga is not there: was its object put back? npm run recover -- --sagas');
    if (this.#isKnown(event)) return this.#ignore(event.event_type, null, event.id);
    this.#take({ type: 'event', event });
  }

  async wake(): Promise<void> {
    this.#keepTime();
    this.#showAgain();
  }

  async resume(): Promise<Refusal> {
    return this.#repair({ type: 'resume' });
  }

  async skip(reason: string): Promise<Refusal> {
    return this.#repair({ type: 'skip', reason });
  }

  async timeline({ after, limit }: TimelineAsked = FIRST_PAGE): Promise<TimelinePage> {
    if (!this.#state) return { entries: [], next: null };
    const page = timelinePage(this.#definition(), this.#state.id, this.#journal.inputs(), { after, limit });
    return withIgnored(page, this.#ignored);
  }

  /** Every command to a participant goes through here. */
  protected intercept<T>(call: OutgoingCall<T>): Promise<T> {
    return call.send();
  }

  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, RETRY_MS, () => this.#work(), null);
  }

  /** The version that this instance was started with: an open instance finishes by its own. */
  #definition(): SagaDefinition | undefined {
    return this.#state ? this.#parts.definitionOf(this.#state.saga, this.#state.definition_version) : undefined;
  }

  #repair(happening: Happening): Refusal {
    if (!this.#state?.parked) return 'This saga is not parked.';
    if (!this.#definition()) return `${missing(this.#state)}: bring it back first.`;
    return this.#take(happening) ? null : 'This step can still be undone: it is resumed, not skipped.';
  }

  /** Takes an input: decides, records, and makes sure that an alarm works on what follows. False: nothing changed. */
  #take(happened: Happening): boolean {
    const before = this.#state;
    if (!before) return false;
    const definition = this.#definition();
    // Inputs that a parked saga misses are not lost: on resume the step is asked again, and its participant remembers.
    const happening: Happening =
      definition || happened.type === 'put_back'
        ? happened
        : { type: 'definition_missing', reason: missing(before) };
    const input = { ...happening, at: Date.now(), random: Math.random() };
    const after = this.#parts.react(definition, before, input);
    if (after === before) return false;
    this.#keep(input, after);
    logMove(before, after);
    return true;
  }

  #keep(input: Parameters<Journal['record']>[0], state: SagaState): void {
    // An accepted step waits for its event, which most often comes at once: both are one commit. A crash in between forgets
    // an answer: the command is sent again, and recognised.
    const isPassing = this.#working && input.type === 'replied' && state.current?.phase === 'awaiting';
    if (isPassing) this.#journal.hold(input, state);
    else this.#journal.record(input, state);
    this.#state = state;
    if (!this.#working) void this.ctx.storage.setAlarm(Date.now());
    if (!state.current) this.#monitor.hurry();
    this.#wake();
  }

  /**
   * Works until nothing is under way, then leaves an alarm for the next due time. An alarm is not re-entrant, so a
   * slow call must not hold up a timeout or a new command: the loop waits for whichever comes first.
   */
  async #work(): Promise<void> {
    let turn: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<'over'>((resolve) => (turn = setTimeout(resolve, TURN_MS, 'over')));
    this.#working = true;
    atWork++;
    try {
      await this.#workUntil(over);
    } finally {
      this.#working = false;
      atWork--;
      clearTimeout(turn);
    }
  }

  async #workUntil(over: Promise<'over'>): Promise<void> {
    const calls = new AlarmCalls();
    for (let lingered: SagaState | null = null; ;) {
      const state = this.#state;
      if (!state) return;
      if (state.current && !this.#definition() && this.#take({ type: 'due' })) continue;
      // A call under way has a timeout of its own, which does not depend on a clock that can be set.
      const current = state.current?.phase === 'asking' && this.#sending.has(keyOf(state)) ? null : state.current;
      if (current && isDue(current, Date.now()) && this.#take({ type: 'due' })) continue;

      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      if (!this.#sendWhatIsWanted(state, calls)) return this.#sleepUntil(Date.now());
      this.#monitor.show(state);
      const underWay = [...this.#sending.values(), ...this.#monitor.underWay];
      if (underWay.length === 0) {
        if (current?.phase !== 'awaiting' || lingered === state) return this.#sleepUntil(current?.due_at ?? null);
        lingered = state;
        underWay.push(pause(LINGER_MS));
      }
      const due = current ? [pause(Math.max(0, current.due_at - Date.now()))] : [];
      const first = await Promise.race([...underWay, ...due, woken, over]);
      // Calls under way continue, and the next alarm waits for them.
      if (first === 'over') return this.#sleepUntil(Date.now());
    }
  }

  /** @returns false when the next alarm has to send it */
  #sendWhatIsWanted(state: SagaState, calls: AlarmCalls): boolean {
    const definition = this.#definition();
    const command = definition && pendingCommand(definition, state);
    const key = keyOf(state);
    if (!command || !state.current || this.#sending.has(key)) return true;
    if (!calls.take(stepOf(definition, state.current.step))) return false;
    const sent = this.#send(command).finally(() => this.#sending.delete(key));
    this.#sending.set(key, sent);
    return true;
  }

  /** A crash while this waits leaves `asking` in the state: the next start sends the command again. */
  async #send(command: SagaCommand): Promise<void> {
    const { command_id } = command.context;
    if (atWork > FEW) await giveWay();
    const outcome = await send(this.#parts.participants(this.env), command, (call) => this.intercept(call));
    if ('lost' in outcome) logLost(command, outcome.lost);
    const taken =
      'reply' in outcome
        ? this.#take({ type: 'replied', command_id, reply: outcome.reply })
        : this.#take({ type: 'lost', command_id, error: outcome.lost });
    if (!taken) this.#ignore('reply' in outcome ? outcome.reply.status : outcome.lost, command_id, null);
  }

  #ignore(detail: string, command_id: string | null, event_id: string | null): void {
    this.#ignored = [...this.#ignored.slice(1 - MOST_IGNORED), { at: Date.now(), detail, command_id, event_id }];
  }

  /** An event that comes again may mean that what is shown of this saga has been lost. */
  #isKnown(event: LoggedEvent): boolean {
    const known = this.#journal.has(event);
    if (known) this.#showAgain();
    return known;
  }

  #showAgain(): void {
    if (!this.#state) return;
    this.#journal.markShown(0);
    if (!this.#working) void this.ctx.storage.setAlarm(Date.now());
    this.#wake();
  }

  /** If the clock was set back after the timer was set, its alarm is too far ahead: ring now and set it again. */
  #keepTime(): void {
    const current = this.#state?.current;
    if (current && isFromLater(current, Date.now())) void this.ctx.storage.setAlarm(Date.now());
  }

  /** From here on every input sets an alarm again. No input can come between the decision to rest and this line. */
  async #sleepUntil(dueAt: number | null): Promise<void> {
    this.#working = false;
    this.#journal.flush();
    await (dueAt === null ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(dueAt));
  }
}
