// The event store in one Node process: the real rules and the real SQL, with the Durable Objects' shells replaced by ones
// whose process can die at every seam. Thousands of plans a minute (deterministic simulation testing).
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { d1, durableSql } from '#shared/engine/testing/sqlite';
import { GroupCommit } from '../../eventstore/log/GroupCommit.ts';
import type { PublishResult } from '../../eventstore/log/port.ts';
import type { Submission } from '../../eventstore/log/sequence.ts';
import { Sequencer, type LogStore } from '../../eventstore/log/Sequencer.ts';
import * as log from '../../eventstore/log/store.ts';
import { LOG_SCHEMA } from '../../event/schemas.ts';
import { append } from '../../eventstore/stream/append.ts';
import { StreamRows } from '../../eventstore/stream/rows.ts';
import { NEW_STREAM } from '../../eventstore/stream/schema.ts';
import { type StoreDependencies, REAL } from './dependencies.ts';
import { STREAMS, type Step } from './plan.ts';
import { Process } from './Process.ts';
import { readInAnswers } from './reading.ts';
import { type Asked, Requests } from './requests.ts';
import { Subscriber } from './Subscriber.ts';

const UNAVAILABLE: PublishResult = { ok: false, code: 'unavailable', last_version: 0 };
const streamOf = (id: string | undefined): number => STREAMS.findIndex((stream) => stream === id);

export class Simulation {
  readonly parts: StoreDependencies;
  readonly requests = new Requests();
  readonly database = d1(LOG_SCHEMA);
  readonly storages = STREAMS.map(() => durableSql(NEW_STREAM));
  readonly process: Process;
  readonly subscriber: Subscriber;
  /** The stream whose events the log cannot take. */
  refused: string | null = null;
  /** What the streams of this life hold in memory: positions that are not written yet. */
  #rows: StreamRows[] = [];
  #publishing: (Promise<boolean> | null)[] = [];
  #group!: GroupCommit<Submission, PublishResult>;

  constructor(parts: Partial<StoreDependencies> = {}) {
    this.parts = { ...REAL, ...parts };
    this.process = new Process(() => this.#start());
    this.subscriber = new Subscriber(this.parts, this.database, () => this.process);
    this.#start();
  }

  rows(stream: number): StreamRows {
    return (this.#rows[stream] ??= new StreamRows((this.storages[stream] ?? durableSql()).sql, ANY_EVENTS));
  }

  /** Everything in memory starts over; everything stored stays. */
  #start(): void {
    this.storages.forEach(({ sql }) => this.parts.streamDies(sql));
    this.#publishing = [];
    this.#rows = [];
    const store = this.parts.logStore(this.#log(), this.database);
    const { process } = this;
    const sequencer = new Sequencer(
      {
        open: (remembered) => process.at('head', () => store.open(remembered)),
        lastVersions: (ids) => process.at('recall', () => store.lastVersions(ids)),
        insert: (rows, last) => process.at('insert', () => store.insert(rows, last)),
        marks: (id, versions) => process.at('positions', () => store.marks(id, versions)),
      },
      () => undefined,
      this.parts.sequence,
    );
    this.#group = new GroupCommit({
      commit: (group) => sequencer.commit(group),
      weight: () => 1,
      groupWeight: 2,
      queueWeight: 100,
    });
    this.subscriber.start();
  }

  #log(): LogStore {
    const store = log.logStore(this.database, ({ metadata }) => metadata.user_id);
    return {
      ...store,
      insert: async (rows, last) => {
        const refused = rows.find((row) => row.aggregate_id === this.refused);
        if (refused) throw new Error(`the log cannot take ${refused.aggregate_id}`);
        return store.insert(rows, last);
      },
    };
  }

  #isStored({ request: { aggregate_id, events } }: Asked): boolean {
    return this.rows(streamOf(aggregate_id)).known(events.map((event) => event.id)).length > 0;
  }

  /** Nothing that a fault has met, or may still meet, is under way. */
  get quiet(): boolean {
    return this.process.quiet && this.#publishing.every((publishing) => !publishing);
  }

  #publish(stream: number): Promise<boolean> {
    const { process, parts } = this;
    const publish = (events: StreamEvent[]): Promise<PublishResult> =>
      process
        // Half of the streams always say that they are new. A real one says so wrongly only after a lost answer.
        .at(
          'publish',
          () =>
            this.#group.submit({ aggregate_id: STREAMS[stream] ?? '', events, is_new: stream % 2 === 0 }) ??
            UNAVAILABLE,
        )
        .catch(() => UNAVAILABLE);
    return (this.#publishing[stream] ??= parts
      .drainOutbox(this.rows(stream), publish)
      .finally(() => (this.#publishing[stream] = null)));
  }

  /** The outbox alarm: publishes, and writes down the positions. */
  async #ring(stream: number): Promise<boolean> {
    const rows = this.rows(stream);
    const drained = await this.#publish(stream);
    rows.writePositions();
    return drained;
  }

  #ringAll(): Promise<boolean[]> {
    return Promise.all(STREAMS.map((_, n) => this.#ring(n)));
  }

  async #append(asked: Asked): Promise<void> {
    const { request, answers } = asked;
    const stream = streamOf(request.aggregate_id);
    const rows = this.rows(stream);
    asked.version = rows.version();
    const at = new Date(this.subscriber.now).toISOString();
    const write = () => append(rows, request, at, this.parts.decideAppend);
    const inOne = this.storages[stream]?.transactionSync ?? ((work) => work());
    try {
      const decision = this.parts.atomic ? inOne(write) : write();
      if ('refuse' in decision) {
        answers.push(decision.refuse);
        return;
      }
      const version =
        'write' in decision ? decision.firstVersion + decision.write.length - 1 : decision.duplicateUpTo;
      // Some wait for their position, and some are answered with the commit.
      const publishing = rows.position(version) === null ? this.#publish(stream) : null;
      if (request.events.length < 3) await publishing;
      answers.push({ ok: true, version, position: rows.position(version), created_at: rows.createdAt(version) });
    } catch {
      // A row that cannot be written: the writer gets no answer.
    }
  }

  async step(step: Step): Promise<void> {
    const { process, requests, subscriber } = this;
    switch (step.do) {
      case 'append': {
        const expected = step.expected === 'current' ? this.rows(step.stream).version() : step.expected;
        const asked = Array.from({ length: step.writers }, () =>
          requests.ask(step.stream, expected, step.size, step.bad),
        );
        return process.survive(Promise.all(asked.map((a) => this.#append(a))));
      }
      case 'react': {
        const seen = this.parts.seen(await this.logged(), this.committed());
        const cause = seen[step.nth % Math.max(1, seen.length)];
        return cause
          ? process.survive(this.#append(requests.ask(step.stream, 'any', 1, false, cause.id)))
          : undefined;
      }
      case 'resend': {
        const originals = requests.all.filter((a) => a.original === null && this.#isStored(a));
        const original = originals[step.nth % Math.max(1, originals.length)];
        return original ? process.survive(this.#append(requests.again(original, step.payload))) : undefined;
      }
      case 'read':
        return readInAnswers(this.parts, this.rows(step.stream), step);
      case 'stream_alarm':
        return process.survive(this.#ring(step.stream));
      case 'burst': {
        const named = `burst ${requests.all.length}`;
        const asked = STREAMS.map((_, n) => requests.ask(n, 'any', 1, false, undefined, named));
        return process.survive(Promise.all(asked.map((a) => this.#append(a))));
      }
      case 'deliver':
        return process.survive(this.#rounds(step.rounds));
      case 'break':
        subscriber.readModel.broken = step.stream === null ? null : (STREAMS[step.stream] ?? null);
        return;
      case 'refuse':
        this.refused = step.stream === null ? null : (STREAMS[step.stream] ?? null);
        return;
      case 'retry_parked': {
        const parked = subscriber.positions();
        const position = parked[step.nth % Math.max(1, parked.length)];
        if (position !== undefined) await process.survive(subscriber.retry(position));
        return subscriber.leftWithEffect(parked);
      }
      case 'fault':
        return process.fault(step);
      case 'die':
        return process.die();
      default:
        subscriber.turnClock(step.ms);
    }
  }

  async #rounds(rounds: number): Promise<void> {
    for (let n = 0; n < rounds; n++) await this.subscriber.round();
  }

  /** Every alarm rings once. @returns of each stream, whether its outbox is empty */
  async #round(): Promise<boolean[]> {
    const drained = await this.#ringAll();
    await this.subscriber.round();
    for (const position of this.subscriber.positions()) await this.subscriber.retry(position);
    return drained;
  }

  /** The faults end. True when everything has reached everyone within a bounded number of alarms. */
  async settle(): Promise<boolean> {
    const { process, subscriber } = this;
    process.heal();
    this.refused = null;
    subscriber.readModel.broken = null;
    for (let round = 0; round < 15; round++) {
      const { life } = process;
      let drained: boolean[] = [];
      // A publish that no one waits for may meet its fault only now, and end this life.
      await process.survive(this.#round().then((all) => (drained = all)));
      if (life !== process.life) continue;
      const behind = (await log.head(this.database)) - (await checkpointOf(subscriber.readModel.db, 'list'));
      if (drained.every(Boolean) && behind === 0 && subscriber.positions().length === 0) {
        if (process.quiet) return true;
        await process.arriveAll();
      }
    }
    return false;
  }

  logged(): Promise<LoggedEvent[]> {
    return log.read(ANY_EVENTS, this.database, { limit: 1e6 });
  }

  committed(): StreamEvent[] {
    return STREAMS.flatMap((_, n) => this.rows(n).after(0).items);
  }
}
