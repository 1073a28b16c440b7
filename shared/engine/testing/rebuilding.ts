// A read model under test: real SQL in Node's SQLite, delivered to, parked, rebuilt. It keeps count of which events took
// effect in which generation, and so knows what the rows must be: the same events projected one after the other.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Delivery } from '#shared/engine/ports/consumer';
import { NOTHING_COMPARED, type Compared, type RebuildSteps } from '#shared/engine/ports/rebuild';
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import { generationsOf } from '#shared/engine/projection/generations';
import type { Projection } from '#shared/engine/projection/projection';
import { rebuildSteps } from '#shared/engine/projection/rebuild';
import { page } from '#shared/engine/projection/rows';
import { d1 } from './sqlite.ts';

/** What a mutant replaces. */
export interface RebuildDependencies {
  deliver: typeof deliver;
  deliverParked: typeof deliverParked;
  steps(db: D1Database, projection: Projection): RebuildSteps;
}
export const REAL: RebuildDependencies = { deliver, deliverParked, steps: rebuildSteps };

export interface Model {
  scripts: readonly string[];
  projection: (db: D1Database) => Projection;
}

/** All rows of a generation, table by table in key order. */
export async function rowsOf(db: D1Database, { tables }: Projection, generation: number): Promise<string[][]> {
  const all = await db.batch(tables.map((table) => page(db, table, String(generation), null, 10_000)));
  return all.map(({ results }) =>
    (results as { generation?: number }[]).map(({ generation: _, ...row }) => JSON.stringify(row)),
  );
}

/** A database of each model to fold in, so that not every fold pays for the migrations. */
const folding = new WeakMap<Model, D1Database>();

/** What the rows are when these events take effect in this order, and nothing else happens. */
export async function folded(model: Model, events: LoggedEvent[]): Promise<unknown[]> {
  const db = folding.get(model) ?? d1(...model.scripts);
  folding.set(model, db);
  const projection = model.projection(db);
  const empty = projection.tables.map(({ name }) => db.prepare(`DELETE FROM ${name}`));
  await db.batch([...empty, ...events.flatMap((event) => projection.project(event, 1))]);
  return rowsOf(db, projection, 1);
}

export class Rebuilding {
  db: D1Database;
  projection: Projection;
  steps: RebuildSteps;
  /** What took effect, in its order. */
  blue: LoggedEvent[] = [];
  green: LoggedEvent[] = [];
  parked: LoggedEvent[] = [];
  delivered = 0;
  /** The read model's checkpoint, as the last move's deliverers learned it. */
  answered: number[] = [];

  constructor(
    readonly model: Model,
    readonly log: LoggedEvent[],
    private readonly parts = REAL,
  ) {
    this.db = d1(...model.scripts);
    this.projection = model.projection(this.db);
    this.steps = parts.steps(this.db, this.projection);
  }

  /** The consumer's process starts over: the database stays, what was remembered of it is gone. */
  restart(): Promise<void> {
    this.db = { prepare: this.db.prepare, batch: this.db.batch } as D1Database;
    this.projection = this.model.projection(this.db);
    this.steps = this.parts.steps(this.db, this.projection);
    return Promise.resolve();
  }

  at = () => generationsOf(this.db, this.projection.name);

  /** Delivers the next events, `without` those at these places among them, which are parked; `again` the same again. */
  async deliver(count: number, without: number[] = [], again = false): Promise<void> {
    const { events, ...range } = this.#range(this.delivered, count);
    const sent = { ...range, events: events.filter((_, n) => !without.includes(n)) };
    await this.#send(sent);
    this.parked.push(...events.filter((_, n) => without.includes(n)));
    await this.#advanced(sent);
    if (again) await this.#send(sent);
  }

  /** A delivery that begins elsewhere than at the checkpoint: an old one again, an overlapping one, one too far ahead. */
  async resend(shift: number, count: number): Promise<void> {
    const from = Math.max(0, this.delivered + shift);
    if (from < this.log.length && from !== this.delivered) await this.#send(this.#range(from, count));
  }

  /** Two deliveries begin at the same position, each with a page of its own: the checkpoint shows which was first. */
  async race(count: number, other: number): Promise<void> {
    const pages = [count, other].map((size) => this.#range(this.delivered, size));
    await this.#send(...pages);
    const { checkpoint } = await this.at();
    const first = pages.find(({ to }) => to === checkpoint);
    if (first) await this.#advanced(first);
  }

  #range(from: number, count: number): Delivery {
    const events = this.log.slice(from, from + count);
    return { from, to: from + events.length, events };
  }

  async #send(...deliveries: Delivery[]): Promise<void> {
    const { db, projection } = this;
    const answers = await Promise.all(deliveries.map((one) => this.parts.deliver(db, projection, one)));
    this.answered.push(...answers.map(({ checkpoint }) => checkpoint));
  }

  async #advanced({ to, events }: Delivery): Promise<void> {
    this.delivered = to;
    this.blue.push(...events);
    if ((await this.at()).following === 1) this.green.push(...events);
  }

  /** What has to have taken effect: all that was delivered and is not parked. */
  due = (): LoggedEvent[] => this.log.slice(0, this.delivered).filter((event) => !this.parked.includes(event));

  /** A person tries the first parked event again. */
  async retry(): Promise<void> {
    const event = this.parked.shift();
    if (!event) return;
    const { green_generation, green_position, following } = await this.at();
    await this.parts.deliverParked(this.db, this.projection, event);
    this.blue.push(event);
    const passed = following === 1 || green_position >= event.position;
    if (green_generation !== null && passed) this.green.push(event);
  }

  async begin(): Promise<void> {
    const { green_generation } = await this.at();
    if (green_generation === null) this.green = [];
    await this.steps.begin();
  }

  /** Fills the next page; `late` is a call that was overtaken: it begins too low. */
  async fill(count: number, late = 0): Promise<void> {
    const { green_generation, green_position, following } = await this.at();
    if (green_generation === null) return;
    const from = Math.max(0, green_position - late);
    const events = this.log.slice(from, from + count);
    const { position } = await this.steps.fill(green_generation, { from, to: from + events.length, events });
    if (following === 1) return;
    const waiting = new Set(this.parked);
    this.green.push(...this.log.slice(green_position, position).filter((event) => !waiting.has(event)));
  }

  async compare(): Promise<Compared> {
    const { green_generation } = await this.at();
    let compared = NOTHING_COMPARED;
    while (!compared.done) compared = await this.steps.compare(green_generation ?? 0, compared);
    return compared;
  }

  /** Shows green, where it may be shown. */
  async cutOver(): Promise<boolean> {
    const { green_generation } = await this.at();
    if (green_generation === null) return false;
    try {
      await this.steps.cutOver(green_generation);
    } catch {
      return false;
    }
    this.blue = this.green;
    this.green = [];
    return true;
  }

  async abandon(): Promise<void> {
    await this.steps.abandon();
    this.green = [];
  }

  async sweep(): Promise<void> {
    while (await this.steps.sweep());
  }

  /** What readers see. */
  async shown(): Promise<string[][]> {
    return rowsOf(this.db, this.projection, (await this.at()).active_generation);
  }

  /** A whole rebuild, in pages of `count`, up to the cutover. */
  async rebuild(count: number): Promise<Compared> {
    await this.begin();
    while ((await this.at()).following === 0) await this.fill(count);
    const compared = await this.compare();
    await this.cutOver();
    await this.sweep();
    return compared;
  }
}
