// When a process began. Its number comes again, after a restart of the machine soon; the two together name one process.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @returns null when there is no such process, or only its remains */
export function processStartOf(pid: number): string | null {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

/** In ticks since the machine started, with an id of that start. */
function fromProc(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name, in brackets, and may hold anything: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${fields[19]} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
}

function fromPs(pid: number): string | null {
  const ps = ['-o', 'state=,lstart=', '-p', String(pid)];
  const [state = 'Z', ...began] = execFileSync('ps', ps, { encoding: 'utf8' }).trim().split(/\s+/);
  return state.startsWith('Z') ? null : began.join(' ');
}
