// One Durable Object per user: an index of their exports, and the alarm that ends each download when its time is over.
// It holds ids and times alone; what an export is, its stream says, and which there are, the log.
import { DurableObject } from 'cloudflare:workers';
import { rearming } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import { log } from '#shared/engine/runtime/log';
import { migrate } from '#shared/engine/runtime/migrate-object';
import { derivedUuid } from '#shared/engine/event/ids';
import { downloadMs, type Env, type ShelfPort } from './env.ts';
import { albumExports } from './aggregates.ts';
import { nextOnShelf } from './catch-up.ts';
import { deleteExport } from './manifest.ts';
import { dueOf, expireAll } from './expire-page.ts';
import { SECOND_LOOK_MS, secondLook } from './domain/expiry.ts';
import { sweepLeftOvers } from './left-overs.ts';
import { SHELF_SCHEMA } from './shelf-schema.ts';

const TRY_AGAIN_MS = 60_000;
const EXPIRE_MS = 30_000;
const SWEEP_MS = 30_000;
/** How many pages of the log are read while a caller waits; the alarm reads the rest. */
const PAGES_AT_ONCE = 2;

export class ExportShelf extends DurableObject<Env> implements ShelfPort {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage.sql, SHELF_SCHEMA);
  }

  /** Before the export's first event: a crash in between leaves an id without a stream, which no list shows. */
  async put(exportId: string): Promise<void> {
    this.#sql.exec('INSERT OR IGNORE INTO exports (id) VALUES (?)', exportId);
    await this.#armNext();
  }

  async has(exportId: string): Promise<boolean> {
    const known = () => this.#sql.exec('SELECT 1 FROM exports WHERE id = ?', exportId).toArray().length > 0;
    if (known()) return true;
    await this.#catchUp().catch(() => undefined);
    return known();
  }

  async list(limit: number, before: number = Number.MAX_SAFE_INTEGER): Promise<{ id: string; place: number }[]> {
    await this.#catchUp().catch(() => undefined);
    const page = 'SELECT id, rowid AS place FROM exports WHERE rowid < ? ORDER BY rowid DESC LIMIT ?';
    return this.#sql.exec<{ id: string; place: number }>(page, before, limit).toArray();
  }

  async expireAt(exportId: string, at: number): Promise<void> {
    const sql =
      'INSERT INTO exports (id, expires_at) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET expires_at = ?2';
    this.#sql.exec(sql, exportId, at);
    await this.#armNext();
  }

  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, TRY_AGAIN_MS, async () => {
      if (this.ctx.storage.kv.get('catching_up') === true) await this.#catchUp();
      await this.#expire();
      await this.#sweepLeftOvers();
    });
  }

  /** What other shelves have lost. Nothing waits for it. */
  async #sweepLeftOvers(): Promise<void> {
    const { EXPORTS: exports, EVENTS: store, SHELF } = this.env;
    const around = { exports, store, shelfOf: (user_id: string) => SHELF.getByName(user_id) };
    try {
      await inTime(SWEEP_MS, 'left-overs', sweepLeftOvers(around, crypto.randomUUID(), Date.now()));
    } catch (error) {
      log('warn', 'left-overs of exports not swept', { error });
    }
  }

  /** A crash between rows and place reads the same page again. What is late in the log is on the shelf already. */
  async #catchUp(): Promise<void> {
    const { kv } = this.ctx.storage;
    let more = true;
    for (let n = 0; more && n < PAGES_AT_ONCE; n++) {
      const page = await nextOnShelf(this.env.EVENTS, this.#user, kv.get<number>('followed') ?? 0);
      for (const { id, expires_at } of page.found) {
        this.#sql.exec('INSERT OR IGNORE INTO exports (id) VALUES (?)', id);
        if (expires_at !== undefined)
          this.#sql.exec('UPDATE exports SET expires_at = ? WHERE id = ?', expires_at, id);
      }
      kv.put('followed', page.followed);
      more = page.more;
    }
    kv.put('catching_up', more);
    if (more) await this.ctx.storage.setAlarm(Date.now());
    else await this.#armNext();
  }

  /** An object started by its alarm may not know its name. */
  get #user(): string {
    const { kv } = this.ctx.storage;
    const name = this.ctx.id.name ?? kv.get<string>('user') ?? '';
    if (kv.get<string>('user') !== name) kv.put('user', name);
    return name;
  }

  async #expire(): Promise<void> {
    const due = dueOf(this.#sql, Date.now());
    const [oldest] = due;
    const { kv } = this.ctx.storage;
    const later = oldest ? secondLook(oldest.expires_at, kv.get<number>('looked_at') ?? null, Date.now()) : null;
    if (later !== null) {
      kv.put('looked_at', later - SECOND_LOOK_MS);
      return this.ctx.storage.setAlarm(later);
    }
    await expireAll(this.#sql, due, (id) => this.#expireOne(id), Date.now);
    await this.#armNext();
  }

  async #expireOne(id: string): Promise<void> {
    const user_id = this.#user;
    const command_id = derivedUuid('expire', id);
    const metadata = { user_id, actor: 'exporter', command_id, correlation_id: command_id };
    const { state } = await inTime(
      EXPIRE_MS,
      id,
      albumExports.handle(this.env.EVENTS, id, { type: 'expire' }, metadata),
    );
    if (state.status === 'expired') await inTime(EXPIRE_MS, id, deleteExport(this.env.EXPORTS, id));
  }

  /** What was packed while the clock was ahead would lie here until that has come. */
  async #armNext(): Promise<void> {
    void this.#user;
    const most = Date.now() + downloadMs(this.env);
    this.#sql.exec('UPDATE exports SET expires_at = ?1 WHERE expires_at > ?1', most);
    const { at } = this.#sql.exec<{ at: number | null }>('SELECT MIN(expires_at) AS at FROM exports').one();
    if (at !== null) await this.ctx.storage.setAlarm(at);
  }
}
