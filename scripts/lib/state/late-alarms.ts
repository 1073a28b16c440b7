// Alarms of Durable Objects that were set while the clock was ahead. They would ring when that time comes, perhaps in a year; until
// then an unpublished event would wait in its stream, which nothing else looks into. workerd keeps an alarm in its list and in
// the object, in nanoseconds; at a start, before workerd opens them, both are set to now. An alarm that rings early, or twice,
// does the work that is due and sets itself again.
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasTable, inDatabase } from './database-file.ts';
import { lastUsed } from './last-start.ts';

/** No object waits longer: downloads and uploads in parts end after a day. */
const LONGEST_MS = 25 * 60 * 60_000;
/** A clock that is corrected by less than this delays an alarm by no more than this. */
const CORRECTED_MS = 60_000;
const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms)) * 1_000_000n;

/** The alarm as the object itself knows it. */
const ringOwn = (file: string, at: bigint): void =>
  inDatabase(file, (db) => {
    if (hasTable(db, '_cf_METADATA')) db.prepare('UPDATE _cf_METADATA SET value = ? WHERE key = 1').run(at);
  });

/** A crash in between leaves an alarm in the list that is late, and the next start finds it there. */
function ringThose(list: string, latest: bigint, at: bigint): number {
  return inDatabase(list, (db) => {
    if (!hasTable(db, '_cf_ALARM')) return 0;
    const late = db.prepare('SELECT actor_id FROM _cf_ALARM WHERE scheduled_time > ?').all(latest) as {
      actor_id: string;
    }[];
    for (const { actor_id } of late) {
      const own = join(dirname(list), `${actor_id}.sqlite`);
      if (existsSync(own)) ringOwn(own, at);
      db.prepare('UPDATE _cf_ALARM SET scheduled_time = ? WHERE actor_id = ?').run(at, actor_id);
    }
    return late.length;
  });
}

/**
 * Before anything opens the folder, and before its use is noted. If the clock has gone back since it was used last, all alarms that
 * are ahead ring at once; else those that are further ahead than any object waits.
 * @returns how many
 */
export function ringLateAlarms(state: string, now = Date.now()): number {
  const wentBack = (lastUsed(state) ?? 0) > now + CORRECTED_MS;
  const latest = nanoseconds(wentBack ? now : now + LONGEST_MS);
  const lists = globSync(join(state, 'v3', 'do', '*', 'metadata.sqlite'));
  return lists.reduce((sum, list) => sum + ringThose(list, latest, nanoseconds(now)), 0);
}
