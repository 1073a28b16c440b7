// What a process has used of the machine. CPU time, unlike a clock, does not move while others have the processor: it is
// what tells a process that works from one that hangs, however crowded the machine is.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Usage {
  pid: number;
  /** User and system time since its start. */
  cpu_ms: number;
  /** Resident memory. */
  memory_mb: number;
}

/** `[[days-]hours:]minutes:seconds[.hundredths]`, as ps writes it. */
export function parseCpuTime(text: string): number {
  const [rest = '', days = '0'] = text.trim().split('-').toReversed();
  const seconds = rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1_000;
}

/** A tick of /proc is 10 ms wherever Node runs, and a page 4 KiB on all but a few ARM machines, which say so by ps. */
const TICK_MS = 10;

function fromProc(pid: number): Usage | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name, in brackets, and may hold anything: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    pid,
    cpu_ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    memory_mb: Number(resident ?? 0) / 1024,
  };
}

function fromPs(pid: number): Usage | null {
  const [state = '', time = '', rss = ''] = execFileSync('ps', ['-o', 'state=,time=,rss=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/);
  return state.startsWith('Z') ? null : { pid, cpu_ms: parseCpuTime(time), memory_mb: Number(rss) / 1024 };
}

/** @returns null when there is no such process, or only its remains */
export function usageOf(pid: number | undefined): Usage | null {
  if (pid === undefined) return null;
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}
