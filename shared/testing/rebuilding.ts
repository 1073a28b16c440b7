// A read model under test: real SQL in Node's SQLite, delivered to, parked, rebuilt. It keeps count of which events took
// effect in which generation, and so knows what the rows must be: the same events projected one after the other.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING_COMPARED, type Compared, type RebuildSteps } from '#shared/ports/rebuild';
import type { LoggedEvent } from '#shared/events/envelope';
import { deliver } from '#shared/projection/deliver';
import { deliverParked } from '#shared/projection/deliverParked';
import { generationsOf } from '#shared/projection/generations';
import type { Projection } from '#shared/projection/projection';
import { rebuildSteps } from '#shared/projection/rebuild';
import { page } from '#shared/projection/rows';
import { d1 } from './sqlite.ts';

/** The scripts of a database, in their order. */
export const migrationsOf = (database: string): string[] => {
  const folder = join(import.meta.dirname, '../../migrations', database);
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
};

/** What a mutant replaces. */
export interface Parts {
  deliver: typeof deliver;
  deliverParked: typeof deliverParked;
  steps(db: D1Database, projection: Projection): RebuildSteps;
}
export const REAL: Parts = { deliver, deliverParked, steps: rebuildSteps };

export interface Model {
  scripts: readonly string[];
  projection: (db: D1Database) => Projection;
}

/** All rows of a generation, table by table in key order. */
export async function rowsOf(db: D1Database, { tables }: Projection, generation: number): Promise<unknown[]> {
  const all = await db.batch(tables.map((table) => page(db, table, String(generation), null, 10_000)));
  return all.map(({ results }) =>
    (results as { generation?: number }[]).map(({ generation: _, ...row }) => JSON.stringify(row)),
  );
}

/** What the rows are when these events take effect in this order, and nothing else happens. */
export async function folded(model: Model, events: LoggedEvent[]): Promise<unknown[]> {
  const db = d1(...model.scripts);
  const projection = model.projection(db);
  await db.batch(events.flatMap((event) => projection.project(event, 1)));
  return rowsOf(db, projection, 1);
}

export class Rebuilding {
  readonly db: D1Database;
  readonly projection: Projection;
  readonly steps: RebuildSteps;
  /** What took effect, in its order. */
  blue: LoggedEvent[] = [];
  green: LoggedEvent[] = [];
  parked: LoggedEvent[] = [];
  delivered = 0;

  constructor(
    readonly model: Model,
    readonly log: LoggedEvent[],
    private readonly parts = REAL,
  ) {
    this.db = d1(...model.scripts);
    this.projection = model.projection(this.db);
    this.steps = parts.steps(this.db, this.projection);
  }

  at = () => generationsOf(this.db, this.projection.name);

  /** Delivers the next events, `without` those at these places among them, which are parked. */
  async deliver(count: number, without: number[] = []): Promise<void> {
    const from = this.delivered;
    const next = this.log.slice(from, from + count);
    const events = next.filter((_, n) => !without.includes(n));
    const { following } = await this.at();
    await this.parts.deliver(this.db, this.projection, { from, to: from + next.length, events });
    this.delivered = from + next.length;
    this.parked.push(...next.filter((_, n) => without.includes(n)));
    this.blue.push(...events);
    if (following === 1) this.green.push(...events);
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
  async shown(): Promise<unknown[]> {
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
