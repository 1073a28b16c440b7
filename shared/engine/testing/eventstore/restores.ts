// Restores in one Node process: the real streams, sequencer, log, delivery and read model, of which any may be put back to an
// earlier instant at any moment, alone. Then they are brought together again, and must agree about everything (R2, R3).
import { placeAt } from '../../eventstore/log/epochs.ts';
import { NOTHING_REMEMBERED, type Mark, type Remembered } from '../../eventstore/log/restore-mark.ts';
import { Sequencer, type LogStore } from '../../eventstore/log/Sequencer.ts';
import * as log from '../../eventstore/log/store.ts';
import { append } from '../../eventstore/stream/append.ts';
import { drainOutbox } from '../../eventstore/stream/drain-outbox.ts';
import { StreamRows } from '../../eventstore/stream/rows.ts';
import { NEW_STREAM } from '../../eventstore/stream/schema.ts';
import { LogComparison } from '../../eventstore/stream/LogComparison.ts';
import { SubscriptionProcessor } from '../../eventstore/subscription/SubscriptionProcessor.ts';
import { placeOf } from '../../eventstore/subscription/port.ts';
import {
  beginStartingOver,
  finishStartingOver,
  isStartingOver,
} from '../../eventstore/subscription/start-over.ts';
import { deliver } from '../../projection/deliver.ts';
import { rebuildSteps } from '../../projection/rebuild.ts';
import { ANY_EVENTS } from '../any-events.ts';
import { d1, durableSql } from '../sqlite.ts';
import { event } from './event.ts';
import { assertAgreed } from './agreed.ts';
import { GivenPositions } from './given-positions.ts';
import { mendHole, publishWithHole } from './holes.ts';
import { NOTHING_ELSE, RESTORE_PARTS, type RestoreParts } from './restore-parts.ts';
import {
  dumpOf,
  kvOver,
  MODEL,
  projectionOver,
  putBack,
  putStreamBack,
  type Dump,
  type Step,
  type Store,
} from './restore-plan.ts';

const idOf = (n: number): string => `order-${n}`;

export class Restores {
  readonly #parts: RestoreParts;
  readonly #log: D1Database;
  readonly #model = d1(MODEL);
  readonly #streams = [0, 1].map(() => durableSql(NEW_STREAM));
  /** In memory are the positions that are not written down yet. */
  readonly #rows = this.#streams.map(({ sql }) => new StreamRows(sql, ANY_EVENTS));
  readonly #kvOfModel = new Map<string, unknown>();
  readonly #kv = [0, 1].map(() => new Map<string, unknown>());
  readonly #backups: { at: Dump }[] = [];
  readonly #given = new GivenPositions();
  /** How often a person decided. */
  decisions = 0;
  #sequencer!: Sequencer;
  /** What the sequencer has written down. */
  #remembered: Remembered = NOTHING_REMEMBERED;
  #together!: LogComparison[];
  #processor!: SubscriptionProcessor;
  #n = 0;
  #isHoled = false;
  constructor(schema: readonly string[], parts: Partial<RestoreParts> = {}) {
    this.#parts = { ...RESTORE_PARTS, ...parts };
    this.#log = d1(...schema);
    this.#start();
  }

  rows = (n: number): StreamRows => this.#at(this.#rows, n);

  #at<T>(all: readonly T[], n: number): T {
    const found = all[n];
    if (found === undefined) throw new Error(`there is no ${n}`);
    return found;
  }

  /** Everything in memory starts over. */
  #start(): void {
    this.#startLog();
    this.#streams.forEach(({ sql }, n) => (this.#rows[n] = new StreamRows(sql, ANY_EVENTS)));
    this.#together = this.#streams.map((_, n) => this.#comparison(n));
    this.#processor = this.#subscription();
  }

  /** A position that was given since it last wrote down where it is, and that no subscription has passed, it may give again. */
  #startLog(): void {
    const place = placeOf(this.#processor?.state);
    this.#given.forgetBeyond(Math.max(this.#remembered.mark?.position ?? 0, place?.position ?? 0));
    const store: LogStore = log.logStore(this.#log, ({ metadata }) => metadata.user_id);
    const open = (remembered: Remembered) => this.#parts.open(this.#log, remembered);
    const insert: LogStore['insert'] = async (rows, last) => {
      await store.insert(rows, last);
      this.#given.note(rows);
    };
    const begun = ({ epoch }: Remembered) => (this.#remembered = { ...this.#remembered, epoch });
    this.#sequencer = new Sequencer(
      { ...store, open, insert },
      () => undefined,
      undefined,
      this.#remembered,
      begun,
      () => Promise.resolve(this.#parts.witness(place)),
    );
  }

  #comparison(n: number): LogComparison {
    const { transactionSync } = this.#at(this.#streams, n);
    const report = (mark: Mark) => this.#sequencer.seen(mark);
    const storage = { kv: kvOver(this.#at(this.#kv, n)), transactionSync };
    return new LogComparison(this.#log, storage, this.rows(n), report);
  }

  head = (): Promise<number> => this.#sequencer.head();
  #steps = () => rebuildSteps(this.#model, projectionOver(this.#model));

  #subscription(checkpoint = 0): SubscriptionProcessor {
    const send = (delivery: Parameters<typeof deliver>[2]) =>
      deliver(this.#model, projectionOver(this.#model), delivery);
    return new SubscriptionProcessor(
      { name: 'model', checkpoint, trouble: null },
      {
        read: (...place) => this.#parts.read(ANY_EVENTS, this.#log, ...place),
        deliver: send,
        send,
        verify: (delivered) => {
          this.#parts.startsOver(kvOver(this.#kvOfModel), delivered);
          return this.#parts.verify(
            {
              look: (position) => placeAt(this.#log, position),
              report: (mark) => this.#sequencer.seen(mark),
              setAside: (held) => {
                const known = this.#processor?.state.checkpoint ?? 0;
                return this.#parts.setAside(this.#log, kvOver(this.#kvOfModel), known, held);
              },
              kind: 'rows',
            },
            delivered,
            delivered.event_id ?? null,
          );
        },
        ...NOTHING_ELSE,
      },
      undefined,
    );
  }

  async #append(n: number, size: number): Promise<void> {
    if (this.#parts.confirms) await this.#at(this.#together, n).confirm(idOf(n));
    if (this.#at(this.#together, n).divergedAt() !== null) return;
    const name = `${this.#n++}`;
    const events = Array.from({ length: size }, (_, i) => event(`${name}/${i}`, name));
    const request = { aggregate_id: idOf(n), aggregate_type: 'Order', expected_version: 'any' as const, events };
    append(this.rows(n), request, '2026-01-01T00:00:00.000Z');
  }

  async #publish(n: number): Promise<boolean> {
    const together = this.#at(this.#together, n);
    if (this.#parts.confirms) await together.confirm(idOf(n));
    if (together.divergedAt() !== null) return false;
    return drainOutbox(this.rows(n), async (events) => {
      const [result] = await this.#sequencer.commit([{ aggregate_id: idOf(n), events }]);
      if (!result) throw new Error('one answer a submission');
      if (!result.ok) together.doubt();
      if (!result.ok && result.code === 'gap') await together.sayLost(result.last_version);
      return result;
    });
  }

  #stores(n: number): Parameters<typeof mendHole>[0] {
    const [sequencer, given, db] = [this.#sequencer, this.#given, this.#log];
    return { db, sequencer, given, rows: this.rows(n), together: this.#at(this.#together, n) };
  }

  async step(step: Step): Promise<void> {
    switch (step.do) {
      case 'append':
        return this.#append(step.stream, step.size);
      case 'publish':
        return void (await this.#publish(step.stream));
      case 'publish_with_hole':
        this.#isHoled = true;
        return publishWithHole(this.#stores(step.stream), idOf(step.stream));
      case 'deliver':
        return this.#processor.pump(await this.#sequencer.head());
      case 'backup':
        return void this.#backups.push({ at: await dumpOf(this.#log, this.#model, this.#streams) });
      case 'die':
        return this.#start();
      case 'save':
        return void (this.#remembered = this.#sequencer.memory);
      case 'log_dies':
        return this.#startLog();
      case 'start_over':
      case 'show_anew':
        return step.do === 'start_over' ? this.#startOver() : this.#showAnew();
      case 'restore':
        return this.#restore(step.store, step.nth);
    }
  }

  /** A store alone goes back; what lives in it starts over, as the platform has it. */
  async #restore(store: Store, nth: number): Promise<void> {
    const backup = this.#backups[nth % Math.max(1, this.#backups.length)];
    if (!backup) return;
    if (store === 'log') return putBack(backup.at, store, this.#log);
    if (store === 'model') return putBack(backup.at, store, this.#model);
    const n = Number(store.at(-1));
    const { sql } = this.#at(this.#streams, n);
    putStreamBack(backup.at, store, sql);
    this.#rows[n] = new StreamRows(sql, ANY_EVENTS);
    this.#together[n] = this.#comparison(n);
  }

  /** As `npm run recover` does it. */
  async recover(): Promise<void> {
    await this.#sequencer.forget();
    for (let round = 0; round < 4; round++) {
      for (const [n] of this.#streams.entries()) {
        const { outcome } = await this.#at(this.#together, n).reconcile(idOf(n), true);
        if (outcome === 'diverged' && ++this.decisions)
          await this.#at(this.#together, n).reconcile(idOf(n), true, n === 0 ? 'log' : 'both');
        await this.#publish(n);
        const hole = this.#parts.mends && (await mendHole(this.#stores(n), idOf(n), outcome === 'diverged'));
        if (hole && !this.#isHoled) throw new Error('S6: nothing left a hole in the log, and there is one');
        await this.#publish(n);
      }
      this.#processor = this.#subscription();
      await this.#processor.pump(1e15);
      if (this.#processor.state.trouble) await this.#startOver();
      await this.#processor.pump(1e15).then(() => this.#showAnew());
    }
  }

  async #startOver(): Promise<void> {
    await beginStartingOver(kvOver(this.#kvOfModel), this.#steps());
    this.#processor = this.#subscription();
  }

  async #showAnew(): Promise<void> {
    const kv = kvOver(this.#kvOfModel);
    const { trouble, checkpoint } = this.#processor.state;
    const isThere = !trouble && checkpoint >= (await log.head(this.#log));
    if (isStartingOver(kv) && isThere) await finishStartingOver(kv, this.#steps(), checkpoint);
  }

  /** Streams, log and read model say the same. */
  holds(): Promise<void> {
    const streams = new Map(this.#streams.map((_, n) => [idOf(n), this.rows(n)]));
    return assertAgreed({ log: this.#log, model: this.#model, streams, given: this.#given });
  }
}
