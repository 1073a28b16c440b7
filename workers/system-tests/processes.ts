// The processes below one that was started here: which of them are workerd, and how much memory they hold.
import { execFileSync } from 'node:child_process';

interface Process {
  pid: number;
  /** Resident memory, in MB. */
  resident: number;
}

/** Every workerd below this process: the Workers' own, and wrangler's proxy where there is one. */
export function workerdsBelow(root: number | undefined): Process[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((row) =>
      row
        ? [{ pid: Number(row[1]), parent: Number(row[2]), resident: Number(row[3]) / 1024, args: row[4] ?? '' }]
        : [],
    );
  const below = new Set([root]);
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { pid, parent } of rows) if (below.has(parent)) below.add(pid);
  }
  return rows.filter(({ pid, args }) => below.has(pid) && /workerd\S* serve/.test(args));
}

/** Resident memory of all of them, in MB. */
export const residentBelow = (root: number): number =>
  workerdsBelow(root).reduce((sum, { resident }) => sum + resident, 0);
