// Fingerprints of files, so that work is done again only when what it was made from has changed.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { at, ROOT } from '../node/layout.mjs';

/**
 * One hash over names and contents of all files that the patterns match.
 * @param patterns relative to the project
 */
export function fingerprint(patterns: string[]) {
  const hash = createHash('sha256');
  for (const path of globSync(patterns, { cwd: ROOT }).toSorted())
    if (statSync(at(path)).isFile())
      hash
        .update(`${path}\0`)
        .update(readFileSync(at(path)))
        .update('\0');
  return hash.digest('hex');
}

export const isStamped = (stamp: string, print: string) =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

export function setStamp(stamp: string, print: string) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
