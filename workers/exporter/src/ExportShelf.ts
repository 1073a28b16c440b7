// One Durable Object per user: an index of their exports, and the alarm that ends each download when its time is over.
// It holds ids and times alone; what an export is, its stream says.
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/engine/migrate-object';
import { derivedUuid } from '#shared/engine/ids';
import type { Env, ShelfPort } from './env.ts';
import { albumExports } from './aggregates.ts';
import { deleteExport } from './manifest.ts';

const SCHEMA = ['CREATE TABLE exports (id TEXT PRIMARY KEY, expires_at INTEGER)'];

export class ExportShelf extends DurableObject<Env> implements ShelfPort {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage.sql, SCHEMA);
  }

  /** Before the export's first event: a crash in between leaves an id without a stream, which no list shows. */
  async put(exportId: string): Promise<void> {
    this.#sql.exec('INSERT OR IGNORE INTO exports (id) VALUES (?)', exportId);
  }

  async has(exportId: string): Promise<boolean> {
    return this.#sql.exec('SELECT 1 FROM exports WHERE id = ?', exportId).toArray().length > 0;
  }

  async list(limit: number): Promise<string[]> {
    return this.#sql
      .exec<{ id: string }>('SELECT id FROM exports ORDER BY rowid DESC LIMIT ?', limit)
      .toArray()
      .map(({ id }) => id);
  }

  async expireAt(exportId: string, at: number): Promise<void> {
    this.#sql.exec('UPDATE exports SET expires_at = ? WHERE id = ?', at, exportId);
    await this.#armNext();
  }

  /** A crash in the middle leaves the time in its row, and the alarm comes again: expiring twice is expiring once. */
  override async alarm(): Promise<void> {
    const due = this.#sql
      .exec<{ id: string }>('SELECT id FROM exports WHERE expires_at <= ?', Date.now())
      .toArray();
    for (const { id } of due) {
      const user_id = this.ctx.id.name ?? '';
      const command_id = derivedUuid('expire', id);
      const metadata = { user_id, actor: 'exporter', command_id, correlation_id: command_id };
      const { state } = await albumExports.handle(this.env.EVENTS, id, { type: 'expire' }, metadata);
      if (state.status === 'expired') await deleteExport(this.env.EXPORTS, id);
      this.#sql.exec('UPDATE exports SET expires_at = NULL WHERE id = ?', id);
    }
    await this.#armNext();
  }

  async #armNext(): Promise<void> {
    const { at } = this.#sql.exec<{ at: number | null }>('SELECT MIN(expires_at) AS at FROM exports').one();
    if (at !== null) await this.ctx.storage.setAlarm(at);
  }
}
