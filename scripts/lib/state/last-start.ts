// Whether a state folder is the one that was used last, or an earlier copy of it that was put back as a whole. Its stores agree
// with each other then, so none of them can tell; a file beside the folder can. Each start, each minute of use and each end write
// a new id into the folder and beside it: a copy has an id from before it was made.
import { randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { epochOf } from '../../../shared/engine/event/epoch.ts';
import { hasTable, inDatabase } from './database-file.ts';

interface Start {
  id: string;
  at: string;
}
/** `before`: the id in the folder while the new one is being written there. */
type Beside = Start & { before?: string | null };

const inside = (state: string) => join(state, 'last-start.json');
const beside = (state: string) => `${state.replace(/[/\\]+$/, '')}.last-start.json`;

function read(file: string): Beside | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Beside;
  } catch {
    return null;
  }
}

/** Writes the file atomically: a crash leaves the old content or the new one. */
function write(file: string, content: Beside): void {
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}

/** Notes that this folder is the one that is used. */
function noteUse(state: string): void {
  mkdirSync(state, { recursive: true });
  const start = { id: randomUUID(), at: new Date().toISOString() };
  // A crash between two of these lines leaves an id in the folder that the file beside it names.
  write(beside(state), { ...start, before: read(inside(state))?.id ?? null });
  write(inside(state), start);
  write(beside(state), start);
}

/** Removes the file beside the folder, when the folder is emptied or deleted. */
export const forgetStarts = (state: string): void => rmSync(beside(state), { force: true });

/** When this folder was used last, by the clock of that time; null where nothing is known. */
export function lastUsed(state: string): number | null {
  const at = Date.parse(read(inside(state))?.at ?? '');
  return Number.isNaN(at) ? null : at;
}

/** @returns what is known of the copy, if the folder is not what the last start left */
export function earlierCopy(state: string): string | null {
  const last = read(beside(state));
  // An empty folder is a new library.
  if (!last || !existsSync(join(state, 'v3'))) return null;
  const own = read(inside(state));
  const id = own?.id ?? null;
  if (id === last.id || id === last.before) return null;
  return `the state folder is an earlier copy, last used ${own ? `at ${own.at}` : 'by an older version'}; the last one was used at ${last.at}`;
}

/** The log goes on in a new epoch, as with `npm run recover -- --epoch`. No process may have the state open. */
function beginEpoch(state: string, reason: string): void {
  for (const file of globSync(join(state, 'v3', 'd1', '*', '*.sqlite')))
    inDatabase(file, (db) => {
      if (!hasTable(db, 'log_epochs')) return;
      const { last } = db.prepare('SELECT COALESCE(MAX(position), 0) AS last FROM events').get() as {
        last: number;
      };
      const { newest } = db.prepare('SELECT COALESCE(MAX(epoch), 1) AS newest FROM log_epochs').get() as {
        newest: number;
      };
      db.prepare('INSERT INTO log_epochs (epoch, after_position, began_at, reason) VALUES (?, ?, ?, ?)').run(
        Math.max(newest, epochOf(last)) + 1,
        last,
        new Date().toISOString(),
        reason,
      );
    });
}

/**
 * Before anything opens a folder that is migrated: notices that it was put back, and notes that it is used.
 * @returns what a person has to know, or null
 */
export function noticePutBack(state: string): string | null {
  const reason = earlierCopy(state);
  if (reason !== null) beginEpoch(state, reason);
  // A crash before this line notices it once more, and begins one more epoch.
  noteUse(state);
  if (reason === null) return null;
  return (
    `MediaHub: ${reason}.\n` +
    'Its log goes on in a new epoch, and no original is deleted until you have looked: npm run recover, then npm run recover -- --act'
  );
}

/** A copy of a running system is an earlier one after so long. */
const NOTED_EACH_MS = 60_000;

/** Notes the use of this folder while `work` goes on, and its end; of one that is killed the last minute is not noted. */
export async function whileUsed(state: string, work: () => Promise<void>): Promise<void> {
  const note = (): void => {
    try {
      noteUse(state);
    } catch {
      // A full disk ends no system; the next minute tries again.
    }
  };
  const timer = setInterval(note, NOTED_EACH_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    note();
  }
}
