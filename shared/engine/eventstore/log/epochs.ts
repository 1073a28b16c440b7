// The epochs of the log in its database, and how a restore is noticed: the sequencer remembers the last event that it has
// written, and looks for it whenever it starts. A log without it was restored to an earlier state.
import { log } from '../../runtime/log.ts';
import { epochOf, inEpoch, type Epoch } from '../../event/epoch.ts';
import type { Span } from '../../ports/eventstore.ts';
import type { Place } from '../subscription/verify-checkpoint.ts';
import type { Mark, Remembered } from './restore-mark.ts';
import type { LogEnd } from './Sequencer.ts';

/** False while a restore waits for a person to bring the stores together again. */
export async function isSettled(db: D1Database): Promise<boolean> {
  const open = await db.prepare('SELECT 1 FROM log_epochs WHERE recovered_at IS NULL LIMIT 1').first();
  return open === null;
}

export interface EpochRow extends Epoch {
  began_at: string;
  reason: string;
  recovered_at: string | null;
}

/** All but the first: one per restore. */
export async function epochsOf(db: D1Database): Promise<EpochRow[]> {
  const { results } = await db.prepare('SELECT * FROM log_epochs ORDER BY epoch').all<EpochRow>();
  return results;
}

/** From the last event that the log still had until its restore was noticed; without such an event, from the beginning of time. */
const LOST = `SELECT began_at, (SELECT created_at FROM events WHERE position = after_position) AS last_at
  FROM log_epochs ORDER BY epoch`;

/** The spans whose events a restore may have taken from every store. */
export async function lostSpans(db: D1Database): Promise<Span[]> {
  const { results } = await db.prepare(LOST).all<{ began_at: string; last_at: string | null }>();
  return results.map(({ began_at, last_at }) => ({
    after: last_at === null ? 0 : Date.parse(last_at),
    until: Date.parse(began_at),
  }));
}

const LAST = 'SELECT position, id FROM events ORDER BY position DESC LIMIT 1';
const NEWEST = 'SELECT COALESCE(MAX(epoch), 1) AS epoch FROM log_epochs';
const HOLDS = 'SELECT 1 AS held FROM events WHERE position = ?1 AND id = ?2';

/** Reads where the log ends, and whether it still holds the remembered event; if not, a new epoch begins. */
export async function openLog(db: D1Database, { mark, epoch: known }: Remembered): Promise<LogEnd> {
  const [ends, newest, holds] = await db.batch<{ position: number; id: string; epoch: number }>([
    db.prepare(LAST),
    db.prepare(NEWEST),
    db.prepare(HOLDS).bind(mark?.position ?? 0, mark?.id ?? ''),
  ]);
  const row = ends?.results[0];
  const last: Mark | null = row ? { position: row.position, id: row.id } : null;
  let epoch = Math.max(newest?.results[0]?.epoch ?? 1, epochOf(last?.position ?? 0));
  const why = whyPutBack(epoch, known, mark, (holds?.results.length ?? 0) > 0);
  if (why !== null) {
    epoch = Math.max(epoch, known, epochOf(mark?.position ?? 0)) + 1;
    await beginEpoch(db, epoch, last?.position ?? 0, why);
  }
  const from = Math.max(last?.position ?? 0, inEpoch(epoch, last?.position ?? 0));
  return { from, last };
}

/** An event missing from an epoch that has ended changes nothing: no more positions are given in that epoch. */
const whyPutBack = (epoch: number, known: number, mark: Mark | null, held: boolean): string | null => {
  if (mark && !held && epochOf(mark.position) >= epoch)
    return `position ${mark.position} is not in the log any more`;
  return known > epoch ? `epoch ${known} had begun, and the log is in ${epoch}` : null;
};

/** A crash after it leaves an epoch without events: the next instance continues in it. */
export async function beginEpoch(db: D1Database, epoch: number, after: number, reason: string): Promise<void> {
  log('error', 'the log was put back', { epoch, after, reason });
  await newEpoch(db, epoch, after, reason).run();
}

export const newEpoch = (db: D1Database, epoch: number, after: number, reason: string): D1PreparedStatement =>
  db
    .prepare('INSERT OR IGNORE INTO log_epochs (epoch, after_position, began_at, reason) VALUES (?1, ?2, ?3, ?4)')
    .bind(epoch, after, new Date().toISOString(), reason);

/**
 * A person has had every store brought together, as they were in this epoch.
 * @returns false when a later one has begun: of that nothing was looked at yet
 */
export async function settle(db: D1Database, through: number): Promise<boolean> {
  const [, later] = await db.batch([
    db
      .prepare('UPDATE log_epochs SET recovered_at = ?1 WHERE recovered_at IS NULL AND epoch <= ?2')
      .bind(new Date().toISOString(), through),
    db.prepare('SELECT 1 FROM log_epochs WHERE recovered_at IS NULL'),
  ]);
  return later?.results.length === 0;
}

/** What is at this position, with the log's head and epochs at the same moment. */
export async function placeAt(db: D1Database, position: number): Promise<Place> {
  const [there, ends, epochs] = await db.batch<{ position: number; id: string } & EpochRow>([
    db.prepare('SELECT position, id FROM events WHERE position = ?1').bind(position),
    db.prepare(LAST),
    db.prepare('SELECT * FROM log_epochs ORDER BY epoch'),
  ]);
  return {
    id: there?.results[0]?.id ?? null,
    head: ends?.results[0]?.position ?? 0,
    epochs: epochs?.results ?? [],
  };
}

/** A person says that the stores were put back as a whole: the log goes on in an epoch that it has not had. */
export async function nextEpoch(db: D1Database, reason: string): Promise<void> {
  const { head, epochs } = await placeAt(db, 0);
  await beginEpoch(db, newestOf(head, epochs) + 1, head, reason);
}

/** An epoch that the log has not had. */
export async function nextEpochNumber(db: D1Database): Promise<number> {
  const { head, epochs } = await placeAt(db, 0);
  return newestOf(head, epochs) + 1;
}

const newestOf = (head: number, epochs: readonly Epoch[]): number =>
  Math.max(epochOf(head), ...epochs.map(({ epoch }) => epoch));
