// What the observer keeps of the log, event by event: enough to tell what every stream, media, album and saga should look
// like. A second opinion: it shares no code with the deciders and projections that it watches.
import { migrate } from '#shared/engine/runtime/migrate-object';
import { epochOf, inEpoch } from '#shared/engine/event/epoch';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { EvidenceEvent } from '#shared/mediahub/api/invariant';
import type { MediaState } from '#shared/mediahub/state/media';
import type { Pass } from './checks/pass.ts';
import { fold } from './fold.ts';

export const REPLICA_SCHEMA = [
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
  // Whole rows are compared from this version on, so the log is read again from its beginning.
  `DELETE FROM events; DELETE FROM entries; DELETE FROM holes; UPDATE cursor SET position = 0;
  DROP TABLE media;
  CREATE TABLE media (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, status TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL,
    state TEXT NOT NULL, reason_code TEXT, changed_at TEXT NOT NULL);
  CREATE INDEX media_newest ON media (position);
  CREATE INDEX media_of_user ON media (user_id, position);
  CREATE TABLE albums (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
    is_default INTEGER NOT NULL, created_at TEXT NOT NULL, position INTEGER NOT NULL, alive INTEGER NOT NULL);
  CREATE INDEX albums_of_user ON albums (user_id, position);
  CREATE TABLE notices (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, position INTEGER NOT NULL, created_at TEXT NOT NULL, state TEXT NOT NULL);
  CREATE INDEX notices_of_user ON notices (user_id, position);
  CREATE INDEX entries_of_media ON entries (media_id);
  CREATE TABLE bookmarks (id TEXT PRIMARY KEY, shelf TEXT NOT NULL, below INTEGER);`,
  'CREATE TABLE suspects (check_id TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (check_id, place))',
  // Entries are compared page by page from this version on: each needs its place, so the log is read again.
  `DELETE FROM events; DELETE FROM media; DELETE FROM albums; DELETE FROM notices; DELETE FROM holes; DELETE FROM bookmarks;
  DELETE FROM suspects; UPDATE cursor SET position = 0;
  DROP TABLE entries;
  CREATE TABLE entries (album_id TEXT NOT NULL, media_id TEXT NOT NULL, user_id TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (album_id, media_id));
  CREATE INDEX entries_of_album ON entries (album_id, position);
  CREATE INDEX entries_of_user ON entries (user_id);
  CREATE INDEX entries_of_media ON entries (media_id);`,
  // Whether a check has looked at everything is known from this version on, so each begins anew.
  `DROP TABLE bookmarks; DELETE FROM suspects;
  CREATE TABLE passes (id TEXT PRIMARY KEY, began_at INTEGER NOT NULL, place TEXT, checked INTEGER NOT NULL, whole_since INTEGER);`,
];

/** What came of the events that were followed. */
const NOTED = ['events', 'media', 'albums', 'notices', 'entries', 'holes', 'passes', 'suspects'];

export class LogReplica {
  /** How often it was reset: what was looked at before is no evidence afterwards. */
  #history = 0;

  constructor(private readonly sql: SqlStorage) {
    migrate(sql, REPLICA_SCHEMA);
  }

  all<Row extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]): Row[] {
    return this.sql.exec<Row>(query, ...values).toArray();
  }

  cursor(): number {
    return this.sql.exec<{ position: number }>('SELECT position FROM cursor').one().position;
  }

  reset(): void {
    this.#history++;
    for (const table of NOTED) this.sql.exec(`DELETE FROM ${table}`);
    this.sql.exec('UPDATE cursor SET position = 0');
  }

  /** @param gaps positions that the log has set aside */
  apply(event: LoggedEvent, gaps: readonly (readonly [number, number])[] = []): void {
    const { position, event_type, aggregate_id, version, created_at, metadata, data, id } = event;
    this.#noteHoles(event, gaps);
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
    fold(this.sql, event, about);
    this.sql.exec('UPDATE cursor SET position = ?', position);
  }

  /** Positions and versions are dense: the next one is the last plus one. */
  #noteHoles(event: LoggedEvent, gaps: readonly (readonly [number, number])[]): void {
    const { position, aggregate_id, version } = event;
    const hole = (text: string) => this.sql.exec('INSERT INTO holes VALUES (?, ?)', position, text);
    const last = this.cursor();
    const gap = gaps.find(([first]) => first === last + 1);
    // Dense within an epoch, and counted on across a restore.
    const follows = (before: number) => [before, inEpoch(epochOf(position), before)].includes(position - 1);
    if (!follows(last) && !(gap && follows(gap[1]))) hole(`position ${position} follows ${last}`);
    const [{ before } = { before: 0 }] = this.all<{ before: number }>(
      'SELECT COALESCE(MAX(version), 0) AS before FROM events WHERE aggregate_id = ?',
      aggregate_id,
    );
    if (version !== before + 1) hole(`version ${version} of ${aggregate_id} follows ${before}`);
  }

  count(query: string): number {
    return this.all<{ n: number }>(query)[0]?.n ?? 0;
  }

  /** All users with rows of this kind, in a fixed order. */
  users(table: 'media' | 'albums' | 'notices'): string[] {
    return this.all<{ user_id: string }>(`SELECT DISTINCT user_id FROM ${table} ORDER BY user_id`).map(
      (row) => row.user_id,
    );
  }

  /** The most recently changed, the latest first. */
  activeUsers(most: number): string[] {
    return this.all<{ user_id: string }>(
      `SELECT user_id FROM (SELECT user_id, position FROM events ORDER BY position DESC LIMIT 2000)
       GROUP BY user_id ORDER BY MAX(position) DESC LIMIT ?`,
      most,
    ).map((row) => row.user_id);
  }

  /** The albums whose entries changed last, the latest first. */
  activeAlbums(most: number): string[] {
    return this.all<{ id: string }>(
      `SELECT aggregate_id AS id FROM (SELECT aggregate_id, position FROM events
         WHERE event_type IN ('MediaAddedToAlbum', 'MediaRemovedFromAlbum') ORDER BY position DESC LIMIT 500)
       GROUP BY aggregate_id ORDER BY MAX(position) DESC LIMIT ?`,
      most,
    ).map(({ id }) => id);
  }

  /** The pass under way, or one that begins now. */
  pass<Place>(id: string, now: number): Pass<Place> {
    const [row] = this.all<{
      began_at: number;
      place: string | null;
      checked: number;
      whole_since: number | null;
    }>('SELECT began_at, place, checked, whole_since FROM passes WHERE id = ?', id);
    const history = this.#history;
    if (row && row.place !== null) return { ...row, id, history, place: JSON.parse(row.place) as Place };
    return { id, history, began_at: now, place: null, checked: 0, whole_since: row?.whole_since ?? null };
  }

  /** @throws when what this pass has looked at is of a history that the log no longer has */
  savePass({ id, history, began_at, place, checked, whole_since }: Pass<unknown>): void {
    if (history !== this.#history) throw new Error('a restore has changed the log in the meantime');
    const next = place === null ? null : JSON.stringify(place);
    this.sql.exec(
      'INSERT OR REPLACE INTO passes VALUES (?, ?, ?, ?, ?)',
      id,
      began_at,
      next,
      checked,
      whole_since,
    );
  }

  /** Where this check found something broken, and has not found it well since. */
  suspects(id: string): string[] {
    return this.all<{ place: string }>('SELECT place FROM suspects WHERE check_id = ? ORDER BY rowid', id).map(
      ({ place }) => place,
    );
  }

  /** What this check has just found there. */
  suspect(id: string, place: string, broken: boolean): void {
    if (broken) this.sql.exec('INSERT OR IGNORE INTO suspects VALUES (?, ?)', id, place);
    else this.sql.exec('DELETE FROM suspects WHERE check_id = ? AND place = ?', id, place);
  }

  /** Its name; its id if it has none. */
  nameOf(id: string): string {
    const [media] = this.all<{ state: string }>('SELECT state FROM media WHERE id = ?', id);
    if (media) return (JSON.parse(media.state) as MediaState).filename;
    const [album] = this.all<{ name: string }>('SELECT name FROM albums WHERE id = ?', id);
    return album?.name ?? id;
  }

  /** The positions of a stream's own events. */
  ofStream(id: string): number[] {
    return this.all<{ position: number }>(
      'SELECT position FROM events WHERE aggregate_id = ? ORDER BY position LIMIT 50',
      id,
    ).map((row) => row.position);
  }

  /** The positions of all events of a media item, also in albums. */
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
