// The parked events of one subscription: those it could not deliver, and those behind them in the same partition.
// Visible, replayable in order, never skipped in silence (dead letter queue with ordering kept per key).
import type { Catalogue } from '#shared/engine/event/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ParkedEvent } from '#shared/engine/ports/eventstore';

export const PARKING_SCHEMA = [
  `CREATE TABLE parked (
    position INTEGER PRIMARY KEY,
    partition_key TEXT NOT NULL,
    event TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    parked_at TEXT NOT NULL
  );
  CREATE INDEX parked_by_partition ON parked (partition_key, position);`,
  // Events parked before consumers recorded what they skip never count as effective.
  'ALTER TABLE parked ADD COLUMN skip_recorded INTEGER NOT NULL DEFAULT 0',
  // 1: an operator discards it; the log is about to record that.
  'ALTER TABLE parked ADD COLUMN discarding INTEGER NOT NULL DEFAULT 0',
  'CREATE TABLE discarded (position INTEGER PRIMARY KEY)',
];

type Row = {
  position: number;
  partition_key: string;
  event: string;
  reason: string;
  attempts: number;
  parked_at: string;
  skip_recorded: number;
  discarding: number;
};

/** A list ends after this much of events, however few they are: an answer has an end. */
const LIST_BYTES = 2_000_000;

export class ParkingLot {
  constructor(
    private readonly sql: SqlStorage,
    private readonly catalogue: Pick<Catalogue, 'upcast'>,
  ) {}

  /** An event parked beyond the checkpoint will be delivered again, so it cannot be repaired yet. */
  count(checkpoint: number): number {
    return this.sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM parked WHERE position <= ?', checkpoint).one()
      .n;
  }

  /** The first parked position of each of these partitions that has one. */
  heads(keys: string[]): Map<string, number> {
    const rows = this.sql
      .exec<{ partition_key: string; head: number }>(
        `SELECT partition_key, MIN(position) AS head FROM parked
         WHERE partition_key IN (SELECT value FROM json_each(?)) GROUP BY partition_key`,
        JSON.stringify(keys),
      )
      .toArray();
    return new Map(rows.map((row) => [row.partition_key, row.head]));
  }

  /** Parks an event, once: there is one parked copy of an event per subscription. */
  park(partition: string, event: LoggedEvent, reason: string, attempts: number, at: string): void {
    this.sql.exec(
      `INSERT INTO parked (position, partition_key, event, reason, attempts, parked_at, skip_recorded)
       VALUES (?, ?, ?, ?, ?, ?, 1)
       ON CONFLICT (position) DO NOTHING`,
      event.position,
      partition,
      JSON.stringify(event),
      reason,
      attempts,
      at,
    );
  }

  /** After a position, up to the checkpoint, the oldest first. */
  list(name: string, checkpoint: number, limit: number, after = 0): ParkedEvent[] {
    const rows = this.sql.exec<Row>(
      'SELECT * FROM parked WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      after,
      checkpoint,
      limit,
    );
    const page: ParkedEvent[] = [];
    let characters = 0;
    for (const { event, skip_recorded: _, discarding: __, ...row } of rows) {
      characters += event.length;
      if (page.length > 0 && characters > LIST_BYTES) break;
      const parsed = this.catalogue.upcast(JSON.parse(event) as LoggedEvent);
      page.push({ ...row, id: `${name}.${row.position}`, subscription: name, event: parsed });
    }
    return page;
  }

  /** The partitions after `after`, in their order, each with its last parked position up to the checkpoint. */
  partitions(checkpoint: number, after: string, limit: number): { partition_key: string; last: number }[] {
    return this.sql
      .exec<{ partition_key: string; last: number }>(
        `SELECT partition_key, MAX(position) AS last FROM parked WHERE partition_key > ? AND position <= ?
         GROUP BY partition_key ORDER BY partition_key LIMIT ?`,
        after,
        checkpoint,
        limit,
      )
      .toArray();
  }

  /** From now on it is not retried: an operator discards it. */
  giveUp(position: number): void {
    this.sql.exec('UPDATE parked SET discarding = 1 WHERE position = ?', position);
  }

  at(position: number): { partition_key: string; event: LoggedEvent; discarding: boolean } | null {
    const [row] = this.sql.exec<Row>('SELECT * FROM parked WHERE position = ?', position).toArray();
    if (!row) return null;
    const { partition_key, event, discarding } = row;
    return {
      partition_key,
      event: this.catalogue.upcast(JSON.parse(event) as LoggedEvent),
      discarding: discarding === 1,
    };
  }

  /** The positions of a partition up to and including `position`, in order. */
  upTo(partition: string, position: number): number[] {
    return this.sql
      .exec<{ position: number }>(
        'SELECT position FROM parked WHERE partition_key = ? AND position <= ? ORDER BY position',
        partition,
        position,
      )
      .toArray()
      .map((row) => row.position);
  }

  /** The next of a partition after `position`, or null when that has failed by itself, or there is none. */
  waitingBehind(partition: string, position: number): number | null {
    const [next] = this.sql
      .exec<{ position: number; attempts: number }>(
        'SELECT position, attempts FROM parked WHERE partition_key = ? AND position > ? ORDER BY position LIMIT 1',
        partition,
        position,
      )
      .toArray();
    return next?.attempts === 0 ? next.position : null;
  }

  /** Forgets all behind a position: it comes again. */
  dropAfter(position: number): void {
    this.sql.exec('DELETE FROM parked WHERE position > ?', position);
    this.sql.exec('DELETE FROM discarded WHERE position > ?', position);
  }

  /** An operator has discarded it, and the log records that. */
  discard(position: number): void {
    this.sql.exec('INSERT OR IGNORE INTO discarded VALUES (?)', position);
    this.remove(position);
  }

  /** Those that are neither parked nor given up. */
  missing(positions: readonly number[]): number[] {
    return this.sql
      .exec<{ value: number }>(
        `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT position FROM parked)
           AND value NOT IN (SELECT position FROM discarded) ORDER BY value`,
        JSON.stringify(positions),
      )
      .toArray()
      .map(({ value }) => value);
  }

  remove(position: number): void {
    this.sql.exec('DELETE FROM parked WHERE position = ?', position);
  }

  /** Up to the checkpoint the consumer skipped only these: other parked events took effect and need no repair. */
  tookEffect(after: number, checkpoint: number, skipped: number[]): void {
    this.sql.exec(
      `DELETE FROM parked WHERE position > ? AND position <= ? AND skip_recorded = 1
         AND position NOT IN (SELECT value FROM json_each(?))`,
      after,
      checkpoint,
      JSON.stringify(skipped),
    );
  }

  failedAgain(position: number, reason: string): void {
    this.sql.exec('UPDATE parked SET reason = ?, attempts = attempts + 1 WHERE position = ?', reason, position);
  }
}
