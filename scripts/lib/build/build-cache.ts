// Builds, each kept under the fingerprint of its sources, so that a running system never has its files changed while it reads
// them.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** How many of the newest builds are kept: a branch may be switched back, and other systems may run from this clone. */
const KEPT = 4;

function removeOld(folder: string): void {
  const byAge = readdirSync(folder)
    .map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * The build with this fingerprint, made if it is not there.
 * @param make fills an empty folder; what it throws leaves nothing behind
 * @returns its folder
 */
export function kept(folder: string, print: string, make: (empty: string) => void): string {
  const build = join(folder, print.slice(0, 16));
  if (existsSync(build)) {
    utimesSync(build, new Date(), new Date());
    return build;
  }
  const own = `${build}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  try {
    make(own);
    renameSync(own, build);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Another start may have made the same build in the meantime.
    if (!existsSync(build)) throw error;
  }
  removeOld(folder);
  return build;
}
