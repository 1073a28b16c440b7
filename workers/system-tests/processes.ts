// The processes below one that was started here: which of them are workerd, and how much memory they hold.
import { execFileSync } from 'node:child_process';
import { processStartOf } from '../../scripts/lib/process/process-start.ts';

export interface Process {
  pid: number;
  /** When it began: a number comes again, this pair does not. */
  began: string;
  /** Resident memory, in MB. */
  resident: number;
  command: string;
}

/** Every process below this one, not this one itself. */
export function processesBelow(root: number | undefined): Process[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((row) =>
      row
        ? [{ pid: Number(row[1]), parent: Number(row[2]), resident: Number(row[3]) / 1024, command: row[4] ?? '' }]
        : [],
    );
  const below = new Set([root]);
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { pid, parent } of rows) if (below.has(parent)) below.add(pid);
  }
  return rows
    .filter(({ pid }) => below.has(pid) && pid !== root)
    .flatMap(({ pid, resident, command }) => {
      const began = processStartOf(pid);
      return began === null ? [] : [{ pid, began, resident, command }];
    });
}

/** Every workerd below this process: the Workers' own, and the thumbnailer's or wrangler's proxy where there is one. */
export const workerdsBelow = (root: number | undefined): Process[] =>
  processesBelow(root).filter(({ command }) => /workerd\S* serve/.test(command));

/** Resident memory of all of them, in MB. */
export const residentBelow = (root: number): number =>
  workerdsBelow(root).reduce((sum, { resident }) => sum + resident, 0);

/** Whether this very process still runs: its remains do not count, nor does another one that has its number now. */
export const isRunning = ({ pid, began }: Process): boolean => processStartOf(pid) === began;
