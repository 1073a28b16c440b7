// The event store in one Node process: the real rules and the real SQL, with the Durable Objects' shells replaced by ones
// whose process can die at every seam. Thousands of plans a minute (deterministic simulation testing).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggedEvent } from '#shared/events/envelope';
import type { AppendRequest, AppendResult } from '#shared/ports/eventstore';
import { checkpointOf } from '#shared/projection/deliver';
import { d1, durableSql } from '#shared/testing/sqlite';
import { GroupCommit } from '../../src/log/GroupCommit.ts';
import type { PublishResult } from '../../src/log/port.ts';
import type { Submission } from '../../src/log/sequence.ts';
import { Sequencer } from '../../src/log/Sequencer.ts';
import * as log from '../../src/log/store.ts';
import { StreamRows } from '../../src/stream/rows.ts';
import { STREAM_SCHEMA } from '../../src/stream/schema.ts';
import { Deliverer, type Standing } from '../../src/subscription/Deliverer.ts';
import { PARKING_SCHEMA, ParkingLot } from '../../src/subscription/ParkingLot.ts';
import { BACKOFF } from '../../src/subscription/schedule.ts';
import { event } from './event.ts';
import { type Parts, REAL } from './parts.ts';
import { STREAMS, type Step } from './plan.ts';
import { Process } from './Process.ts';
import { ReadModel } from './readModel.ts';

const MIGRATION = join(import.meta.dirname, '../../../../migrations/eventstore/0000_log.sql');
const LOG_SCHEMA = readFileSync(MIGRATION, 'utf8');

const UNAVAILABLE: PublishResult = { ok: false, code: 'unavailable', last_version: 0 };

export interface Asked {
  request: AppendRequest;
  /** The request that it repeats. */
  original: Asked | null;
  answers: AppendResult[];
}

export class World {
  readonly parts: Parts;
  readonly asked: Asked[] = [];
  readonly database = d1(LOG_SCHEMA);
  readonly readModel = new ReadModel();
  readonly storages = STREAMS.map(() => durableSql(...STREAM_SCHEMA));
  readonly parked = new ParkingLot(durableSql(...PARKING_SCHEMA).sql);
  readonly process = new Process(() => this.#start());
  now = Date.UTC(2026, 0, 1);
  /** What the subscription last saved. */
  #saved: Standing = { name: 'album', checkpoint: 0, trouble: null };
  #publishing: (Promise<boolean> | null)[] = [];
  #deliverer!: Deliverer;
  #group!: GroupCommit<Submission, PublishResult>;

  constructor(parts: Partial<Parts> = {}) {
    this.parts = { ...REAL, ...parts };
    this.#start();
  }

  rows(stream: number): StreamRows {
    return new StreamRows((this.storages[stream] ?? durableSql()).sql);
  }

  /** Everything in memory begins anew; everything stored stays. */
  #start(): void {
    this.storages.forEach(({ sql }) => this.parts.streamDies(sql));
    this.#publishing = [];
    const store = this.parts.logStore(this.database);
    const { process } = this;
    const sequencer = new Sequencer(
      {
        head: () => process.at('head', () => store.head()),
        lastVersions: (ids) => process.at('recall', () => store.lastVersions(ids)),
        insert: (rows) => process.at('insert', () => store.insert(rows)),
        positions: (id, from, to) => process.at('positions', () => store.positions(id, from, to)),
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
    this.#deliverer = this.#newDeliverer();
  }

  #newDeliverer(): Deliverer {
    const { parts, process } = this;
    const { db, projection } = this.readModel;
    const standing = structuredClone(this.#saved);
    return new Deliverer(
      standing,
      parts.surroundings({
        read: (after, limit) => process.at('read', () => log.read(this.database, { after, limit: Math.min(limit, 4) })),
        deliver: (delivery) => process.at('deliver', () => parts.deliver(db, projection, delivery)),
        tell: (delivery) => process.at('tell', () => parts.deliver(db, projection, delivery)),
        parked: this.parked,
        moved: () => undefined,
        settled: () => (this.#saved = structuredClone(standing)),
        now: () => this.now,
        random: () => 0.5,
      }),
    );
  }

  #isStored({ request: { aggregate_id, events } }: Asked): boolean {
    const stream = STREAMS.findIndex((id) => id === aggregate_id);
    return this.rows(stream).known(events.map((event) => event.id)).length > 0;
  }

  #publish(stream: number): Promise<boolean> {
    const { process, parts } = this;
    const publish = (events: Parameters<Parameters<typeof parts.drainOutbox>[1]>[0]): Promise<PublishResult> =>
      process
        .at('publish', () => this.#group.submit({ aggregate_id: STREAMS[stream] ?? '', events }) ?? UNAVAILABLE)
        .catch(() => UNAVAILABLE);
    return (this.#publishing[stream] ??= parts
      .drainOutbox(this.rows(stream), publish)
      .finally(() => (this.#publishing[stream] = null)));
  }

  async #append(asked: Asked): Promise<void> {
    const { request } = asked;
    const stream = STREAMS.findIndex((id) => id === request.aggregate_id);
    const rows = this.rows(stream);
    const version = rows.version();
    const known = rows.known(request.events.map((event) => event.id));
    const decision = this.parts.decideAppend(request, version, known);
    if ('refuse' in decision) {
      asked.answers.push(decision.refuse);
      return;
    }
    let upTo = version + request.events.length;
    if ('duplicateUpTo' in decision) upTo = decision.duplicateUpTo;
    else {
      const at = new Date(this.now).toISOString();
      const write = () => rows.insert({ ...request, events: decision.write }, decision.firstVersion, at);
      try {
        if (this.parts.atomic) this.storages[stream]?.transactionSync(write);
        else write();
      } catch {
        return;
      }
    }
    if (rows.position(upTo) === null) await this.#publish(stream);
    asked.answers.push({ ok: true, version: upTo, position: rows.position(upTo) });
  }

  async step(step: Step): Promise<void> {
    switch (step.do) {
      case 'append': {
        const expected = step.expected === 'current' ? this.rows(step.stream).version() : step.expected;
        const asked = Array.from({ length: step.writers }, () => this.#ask(step.stream, expected, step.size, step.bad));
        return this.process.survive(Promise.all(asked.map((a) => this.#append(a))));
      }
      case 'resend': {
        const originals = this.asked.filter((a) => a.original === null && this.#isStored(a));
        const original = originals[step.nth % Math.max(1, originals.length)];
        return original ? this.process.survive(this.#append(this.#again(original, step.payload))) : undefined;
      }
      case 'stream_alarm':
        return this.process.survive(this.#publish(step.stream));
      case 'deliver':
        return this.process.survive(this.#rounds(step.rounds));
      case 'break':
        this.readModel.broken = step.stream === null ? null : (STREAMS[step.stream] ?? null);
        return;
      case 'retry_parked': {
        const parked = this.parked.list('album', 1e9, 10);
        const one = parked[step.nth % Math.max(1, parked.length)];
        return one ? this.process.survive(this.retry(one.position)) : undefined;
      }
      case 'fault':
        return this.process.fault(step);
      case 'die':
        return this.process.die();
      default:
        this.now += step.ms;
    }
  }

  async retry(position: number): Promise<void> {
    if (this.parts.retryAfterCheckpoint && position > this.#deliverer.state.checkpoint) return;
    const { db, projection } = this.readModel;
    await this.parts.replay(
      this.parked,
      position,
      (event) => this.process.at('replay', () => this.parts.deliverParked(db, projection, event)),
      (next) => Promise.resolve(next <= this.#deliverer.state.checkpoint),
    );
  }

  async #pump(): Promise<void> {
    const deliverer = this.#deliverer;
    await deliverer.pump(await log.head(this.database));
  }

  async #rounds(rounds: number): Promise<void> {
    for (let n = 0; n < rounds; n++) {
      await this.#pump();
      this.now += BACKOFF.cap_ms;
    }
  }

  /** The faults end. True when everything has reached everybody within a bounded number of alarms. */
  async settle(): Promise<boolean> {
    this.process.heal();
    this.readModel.broken = null;
    for (let round = 0; round < 12; round++) {
      const drained = await Promise.all(STREAMS.map((_, n) => this.#publish(n)));
      await this.#pump();
      this.now += BACKOFF.cap_ms;
      for (const { position } of this.parked.list('album', 1e9, 100)) await this.retry(position);
      const behind = (await log.head(this.database)) - (await checkpointOf(this.readModel.db, 'album'));
      if (drained.every(Boolean) && behind === 0 && this.parked.count(1e9) === 0) return true;
    }
    return false;
  }

  logged(): Promise<LoggedEvent[]> {
    return log.read(this.database, { limit: 1e6 });
  }

  #ask(stream: number, expected: AppendRequest['expected_version'], size: number, bad: boolean): Asked {
    const n = this.asked.length;
    const events = Array.from({ length: size }, (_, i) => event(`${n}/${i}`, `${n}`));
    const last = events.at(-1);
    // No column takes `undefined`: the row cannot be written.
    if (bad && last) last.metadata.command_id = undefined as unknown as string;
    const aggregate_id = STREAMS[stream] ?? '';
    return this.#remember({ aggregate_id, aggregate_type: 'Media', expected_version: expected, events }, null);
  }

  #again(original: Asked, payload: 'same' | 'other' | 'partly'): Asked {
    const events = structuredClone(original.request.events);
    if (payload === 'other') for (const e of events) e.data = { filename: 'other.jpg' };
    if (payload === 'partly') events.push(event(`${this.asked.length}/new`, 'new'));
    return this.#remember({ ...original.request, events }, original);
  }

  #remember(request: AppendRequest, original: Asked | null): Asked {
    const asked = { request, original, answers: [] };
    this.asked.push(asked);
    return asked;
  }
}
