// The newest snapshot of each format, beside the events of the stream. Its parts are rows, so that a reader who needs one
// part of a large state pays for one. Nothing here is needed to know what happened.
import type { Snapshot, SnapshotWanted } from '#shared/engine/ports/eventstore';
import { SNAPSHOT_TABLES } from './schema.ts';

type Found = Pick<Snapshot, 'version' | 'parts'>;

export class Snapshots {
  constructor(private readonly sql: SqlStorage) {}

  find({ format, format_version, parts }: SnapshotWanted): Found | null {
    if (!this.#areThere()) return null;
    const [kept] = this.sql
      .exec<{ version: number }>(
        'SELECT version FROM snapshots WHERE format = ? AND format_version = ?',
        format,
        format_version,
      )
      .toArray();
    if (!kept) return null;
    const rows = this.sql.exec<{ part: string; state: string }>(
      `SELECT part, state FROM snapshot_parts
       WHERE format = ?1 ${parts ? 'AND part IN (SELECT value FROM json_each(?2))' : ''}`,
      format,
      ...(parts ? [JSON.stringify(parts)] : []),
    );
    return {
      version: kept.version,
      parts: Object.fromEntries(rows.toArray().map(({ part, state }) => [part, state])),
    };
  }

  /**
   * A slow writer does not overwrite a newer snapshot, except for another version of the format. All within one
   * transaction of the caller; only parts that have changed are written.
   */
  keep({ format, format_version, version, parts }: Omit<Snapshot, 'last_id'>): void {
    this.sql.exec(SNAPSHOT_TABLES);
    const kept = this.sql.exec(
      `INSERT INTO snapshots (format, format_version, version) VALUES (?1, ?2, ?3)
       ON CONFLICT (format) DO UPDATE SET format_version = ?2, version = ?3
       WHERE format_version <> ?2 OR version < ?3 RETURNING version`,
      format,
      format_version,
      version,
    );
    if (kept.toArray().length === 0) return;
    const names = JSON.stringify(Object.keys(parts));
    this.sql.exec(
      'DELETE FROM snapshot_parts WHERE format = ? AND part NOT IN (SELECT value FROM json_each(?))',
      format,
      names,
    );
    for (const [part, state] of Object.entries(parts))
      this.sql.exec(
        `INSERT INTO snapshot_parts (format, part, state) VALUES (?1, ?2, ?3)
         ON CONFLICT (format, part) DO UPDATE SET state = ?3 WHERE state <> ?3`,
        format,
        part,
        state,
      );
  }

  #areThere(): boolean {
    return this.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'snapshots'").toArray().length > 0;
  }
}
