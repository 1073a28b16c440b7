// The simulation's subscription: the real deliverer, parking lot and retry over a real read model, and watched. What must hold
// at each call, and would be hidden by what heals later, is written down here the moment it does not.
import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import { durableSql } from '#shared/engine/testing/sqlite';
import { laterHalf } from '../../faults/deliveries.ts';
import { readBehind } from '../../eventstore/log/read-behind.ts';
import * as log from '../../eventstore/log/store.ts';
import {
  SubscriptionProcessor,
  type SubscriptionState,
  type Dependencies,
} from '../../eventstore/subscription/SubscriptionProcessor.ts';
import { PARKING_SCHEMA, ParkingLot } from '../../eventstore/subscription/ParkingLot.ts';
import { BACKOFF } from '../../eventstore/subscription/schedule.ts';
import type { StoreDependencies } from './dependencies.ts';
import type { Process } from './Process.ts';
import { ReadModel } from './read-model.ts';

/** Small, so that plans of a few events have many pages. */
const PAGE = 4;

export class Subscriber {
  readonly readModel = new ReadModel();
  readonly parked = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
  /** What was wrong, each with the property's name before it. */
  readonly violations: string[] = [];
  /** The streams of which an event has failed by itself. */
  readonly hurt = new Set<string>();
  now = Date.UTC(2026, 0, 1);
  /** What the subscription last saved. */
  #saved: SubscriptionState = { name: 'list', checkpoint: 0, trouble: null };
  #processor!: SubscriptionProcessor;
  /** Whether the consumer's last answer was one. */
  #answered = true;
  /** The ids that a reader of the log has seen, by position. */
  readonly #seen: string[] = [];
  #moved = 0;
  #tries = 0;
  #idle = false;

  constructor(
    private readonly parts: StoreDependencies,
    private readonly database: D1Database,
    private readonly process: () => Process,
  ) {}

  /** Starts over with what is stored. */
  start(): void {
    const state = structuredClone(this.#saved);
    this.#processor = new SubscriptionProcessor(
      state,
      this.parts.dependencies(this.#dependencies(state)),
      this.parts.rules,
    );
    this.#idle = false;
  }

  #dependencies(state: SubscriptionState): Dependencies {
    const { parked } = this;
    return {
      read: (after, id, limit) => {
        this.#tries++;
        return this.process().at('read', () => this.#read(after, id, Math.min(limit, PAGE)));
      },
      deliver: (delivery) =>
        this.#heard(
          this.process().at(
            'deliver',
            () => this.#take(delivery),
            () => this.#take(laterHalf(delivery)),
          ),
        ),
      send: (delivery) => {
        this.#tries++;
        return this.#heard(this.process().at('send', () => this.#take(delivery)));
      },
      verify: (delivered) => Promise.resolve(delivered),
      parked: {
        heads: (keys) => parked.heads(keys),
        park: (partition, event, reason, attempts, at) => {
          if (attempts > 0) this.hurt.add(event.aggregate_id);
          if (attempts > 0 && !this.#answered) this.#wrong('P3: parked although the consumer does not answer');
          parked.park(partition, event, reason, attempts, at);
        },
        tookEffect: (...range) => parked.tookEffect(...range),
      },
      moved: () => undefined,
      settled: () => (this.#saved = structuredClone(state)),
      cut: () => undefined,
      now: () => this.now,
      random: () => 0.5,
    };
  }

  async #heard(answer: Promise<Delivered>): Promise<Delivered> {
    this.#answered = false;
    const delivered = await answer;
    this.#answered = true;
    return delivered;
  }

  async #read(after: number, id: string | null, limit: number) {
    const events = await readBehind(ANY_EVENTS, this.database, after, id, limit);
    events?.forEach(({ id, position }, n) => {
      if (position !== after + n + 1) this.#wrong('S5: a reader finds a hole');
      if ((this.#seen[position] ??= id) !== id) this.#wrong('S5: a reader sees something new below what it saw');
    });
    return events;
  }

  async #take(delivery: Delivery): Promise<Delivered> {
    const { db, projection } = this.readModel;
    try {
      return await this.parts.deliver(db, projection, delivery);
    } finally {
      for (const { seq, was } of await this.readModel.moves(this.#moved)) {
        this.#moved = seq;
        if (was !== delivery.from) this.#wrong('P5: moved by a delivery that begins elsewhere');
      }
    }
  }

  /** Delivers up to the log's head, as an alarm would, and lets a backoff pass. */
  async round(): Promise<void> {
    const { state } = this.#processor;
    const before = this.#tries;
    // One that is cut is gone on with at once.
    do await this.#processor.pump(await log.head(this.database));
    while (this.#processor.isCut);
    const idle = state.trouble !== null && this.#tries === before;
    if (idle && this.#idle) this.#wrong('S9: a whole backoff has passed, and nothing was tried again');
    this.#idle = idle;
    this.now += BACKOFF.cap_ms;
  }

  turnClock(ms: number): void {
    this.now += ms;
    this.#idle = false;
  }

  positions(): number[] {
    return this.parked.list('list', 1e9, 1e3).map(({ position }) => position);
  }

  async retry(position: number): Promise<void> {
    const { parked, parts } = this;
    const { db, projection } = this.readModel;
    const { checkpoint } = this.#processor.state;
    const allowed = this.#mayBeTouched(position, checkpoint);
    await parts.retry(
      parked,
      position,
      checkpoint,
      (event) => {
        if (event.position !== allowed.shift())
          this.#wrong(`X2: a retry of ${position} touches ${event.position}`);
        return this.process().at('replay', async () => {
          await parts.deliverParked(db, this.readModel.neighbour, event);
          return parts.deliverParked(db, projection, event);
        });
      },
      (next) => Promise.resolve(next <= this.#processor.state.checkpoint),
    );
  }

  /** Of its partition those before it, itself, and what only waits behind it, as far as the checkpoint has come. */
  #mayBeTouched(position: number, checkpoint: number): number[] {
    const all = this.parked.list('list', checkpoint, 1e3);
    const asked = all.find((row) => row.position === position);
    const partition = all.filter((row) => row.partition_key === asked?.partition_key);
    const end = partition.findIndex((row) => row.position > position && row.attempts > 0);
    return (end < 0 ? partition : partition.slice(0, end)).map((row) => row.position);
  }

  /** What has left the parking lot since it held these must have its effect. */
  async leftWithEffect(before: number[]): Promise<void> {
    const [now, applied] = [new Set(this.positions()), await this.readModel.applied()];
    const effective = new Set(applied.map((row) => row.position));
    for (const position of before)
      if (!now.has(position) && !effective.has(position))
        this.#wrong(`X2: ${position} was taken out without its effect`);
  }

  #wrong(what: string): void {
    this.violations.push(what);
  }
}
