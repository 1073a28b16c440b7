// A lock for what only one start at a time may do in this clone: installing and building. It is a file with the process id of its
// holder; a dead holder's file counts for nothing. Loaded before the libraries are installed, by any Node from 18 on.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { at, shown } from './layout.mjs';
import { userError } from './user-error.mjs';

// Not in node_modules, which is what `npm ci` deletes.
const fileOf = (/** @type {string} */ what) => at('.wrangler', `${what}.pid`);
const LOOK_MS = 250;
const MOST_MS = 15 * 60_000;
/** A file without a process id is being written, or its writer died at that moment. */
const WRITTEN_MS = 2_000;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string} file @returns {string} what it says, or '' when it is not there */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} file @param {string} text */
function isTaken(file, text) {
  try {
    return text === '' ? Date.now() - statSync(file).mtimeMs < WRITTEN_MS : process.kill(Number(text), 0);
  } catch (error) {
    // Another user's process is alive, too.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file @returns {boolean} whether it is ours now */
function take(file) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Sets aside what a dead process has left. Of two that do it at once one may catch the other's fresh file: it gives that back.
 * @param {string} file @param {string} left
 */
function setAside(file, left) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (textOf(aside) === left) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Another one was faster.
  }
}

/**
 * Takes the lock, after waiting for its holder.
 * @param {'install' | 'build'} what
 * @returns {Promise<() => void>} gives the turn to the next one
 * @throws UserError when that takes too long
 */
export async function takeTurn(what, file = fileOf(what), mostMs = MOST_MS) {
  const does = what === 'install' ? 'installs the libraries' : 'builds the web UI and the Workers';
  let said = false;
  for (let waited = 0; !take(file); waited += LOOK_MS) {
    const text = textOf(file);
    if (!isTaken(file, text)) setAside(file, text);
    else {
      if (!said) console.log(`Another start ${does} (process ${text}). Waiting for it …`);
      said = true;
      if (waited >= mostMs)
        throw userError(`process ${text} still ${does}. If that is not so, delete ${shown(file)}.`);
      await pause(LOOK_MS);
    }
  }
  return () => rmSync(file, { force: true });
}
