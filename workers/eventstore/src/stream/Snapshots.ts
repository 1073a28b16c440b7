// The newest snapshot of each format, beside the events of the stream. Nothing here is needed to know what happened.
import type { Snapshot } from '#shared/ports/eventstore';

export class Snapshots {
  constructor(private readonly sql: SqlStorage) {}

  find({ format, format_version }: Pick<Snapshot, 'format' | 'format_version'>): Pick<Snapshot, 'version' | 'state'> | null {
    const [row] = this.sql
      .exec<{ version: number; state: string }>(
        'SELECT version, state FROM snapshots WHERE format = ? AND format_version = ?',
        format,
        format_version,
      )
      .toArray();
    return row ?? null;
  }

  /** A slow writer does not take back what a quick one has kept, except for another version of the format. */
  keep({ format, format_version, version, state }: Snapshot): void {
    this.sql.exec(
      `INSERT INTO snapshots (format, format_version, version, state) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (format) DO UPDATE SET format_version = ?2, version = ?3, state = ?4
       WHERE format_version <> ?2 OR version < ?3`,
      format,
      format_version,
      version,
      state,
    );
  }
}
