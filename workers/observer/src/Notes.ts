// What the observer notes of the log, event by event: enough to tell what every stream, media, album and saga should look
// like. A second opinion: it shares no code with the deciders and projections that it watches.
import { migrate } from '#shared/engine/migrate-object';
import type { LoggedEvent } from '#shared/engine/envelope';
import type { EvidenceEvent } from '#shared/mediahub/invariants';

export const NOTES_SCHEMA = [
  `CREATE TABLE cursor (position INTEGER NOT NULL);
  INSERT INTO cursor VALUES (0);
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, event_type TEXT NOT NULL, aggregate_id TEXT NOT NULL, version INTEGER NOT NULL,
    created_at TEXT NOT NULL, user_id TEXT NOT NULL, saga_id TEXT, step TEXT, id TEXT NOT NULL, about TEXT NOT NULL, code TEXT
  );
  CREATE INDEX events_of_stream ON events (aggregate_id, version);
  CREATE INDEX events_about ON events (about, position);
  CREATE INDEX events_of_saga ON events (saga_id, event_type);
  CREATE INDEX events_of_type ON events (event_type, position);
  CREATE TABLE media (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, status TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL);
  CREATE INDEX media_newest ON media (position);
  CREATE TABLE entries (album_id TEXT NOT NULL, media_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (album_id, media_id));
  CREATE INDEX entries_of_user ON entries (user_id);
  CREATE TABLE holes (position INTEGER NOT NULL, text TEXT NOT NULL);`,
];

const STATUS: Readonly<Record<string, string>> = {
  MediaProcessed: 'processed',
  MediaProcessingFailed: 'failed',
  MediaUploadCompensated: 'compensated',
  MediaDeleted: 'deleted',
  MediaPurged: 'purged',
};

export class Notes {
  constructor(private readonly sql: SqlStorage) {
    migrate(sql, NOTES_SCHEMA);
  }

  all<Row extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.sql.exec<Row>(query, ...values).toArray();
  }

  cursor(): number {
    return this.sql.exec<{ position: number }>('SELECT position FROM cursor').one().position;
  }

  take(event: LoggedEvent): void {
    const { position, event_type, aggregate_id, version, created_at, metadata, data, id } = event;
    this.#noteHoles(event);
    const code = 'code' in data ? String(data.code) : null;
    const about = 'media_id' in data ? String(data.media_id) : aggregate_id;
    this.sql.exec(
      'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      position,
      event_type,
      aggregate_id,
      version,
      created_at,
      metadata.user_id,
      metadata.saga_id ?? null,
      metadata.step ?? null,
      id,
      about,
      code,
    );
    this.#fold(event, about);
    this.sql.exec('UPDATE cursor SET position = ?', position);
  }

  /** Positions and versions are dense: the next one is the last plus one. */
  #noteHoles({ position, aggregate_id, version }: LoggedEvent): void {
    const hole = (text: string) => this.sql.exec('INSERT INTO holes VALUES (?, ?)', position, text);
    const last = this.cursor();
    if (position !== last + 1) hole(`position ${position} follows ${last}`);
    const [{ before } = { before: 0 }] = this.all<{ before: number }>(
      'SELECT COALESCE(MAX(version), 0) AS before FROM events WHERE aggregate_id = ?',
      aggregate_id,
    );
    if (version !== before + 1) hole(`version ${version} of ${aggregate_id} follows ${before}`);
  }

  #fold({ position, event_type, aggregate_id, created_at, metadata }: LoggedEvent, about: string): void {
    const { user_id } = metadata;
    switch (event_type) {
      case 'MediaUploaded':
        this.sql.exec(
          'INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?)',
          aggregate_id,
          user_id,
          'uploaded',
          position,
          created_at,
        );
        return;
      case 'MediaAddedToAlbum':
        this.sql.exec('INSERT OR IGNORE INTO entries VALUES (?, ?, ?)', aggregate_id, about, user_id);
        return;
      case 'MediaRemovedFromAlbum':
        this.sql.exec('DELETE FROM entries WHERE album_id = ? AND media_id = ?', aggregate_id, about);
        return;
      case 'AlbumDeleted':
        this.sql.exec('DELETE FROM entries WHERE album_id = ?', aggregate_id);
        return;
      default: {
        const status = STATUS[event_type];
        if (status)
          this.sql.exec('UPDATE media SET status = ?, at = ? WHERE id = ?', status, created_at, aggregate_id);
      }
    }
  }

  /** The positions of everything that happened to a media, also in albums. */
  about(mediaId: string): number[] {
    return this.all<{ position: number }>(
      'SELECT position FROM events WHERE about = ? ORDER BY position',
      mediaId,
    ).map((row) => row.position);
  }

  chain(positions: readonly number[]): EvidenceEvent[] {
    return this.all<{ [Key in keyof EvidenceEvent]: EvidenceEvent[Key] }>(
      `SELECT position, event_type, aggregate_id, version, created_at, saga_id, step FROM events
       WHERE position IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT 20`,
      JSON.stringify(positions),
    );
  }
}
