// How many known vulnerabilities `npm audit` finds, by severity.
import { execFile } from 'node:child_process';
import { ROOT } from '../node/layout.mjs';

const WAIT_MS = 60_000;

interface Audit {
  error?: unknown;
  metadata?: { vulnerabilities?: Record<string, number> };
}

/** Undefined when the registry does not answer, or is a mirror without advisories. */
export const vulnerabilities = (command = 'npm'): Promise<Record<string, number> | undefined> =>
  new Promise((resolve) => {
    execFile(command, ['audit', '--json'], { cwd: ROOT, timeout: WAIT_MS, maxBuffer: 64e6 }, (_error, stdout) => {
      // npm exits with an error for vulnerabilities as well as for a missing registry; only its output distinguishes them.
      resolve(countsIn(stdout));
    });
  });

/** From what `npm audit --json` writes. */
export function countsIn(stdout: string): Record<string, number> | undefined {
  try {
    const { error, metadata } = JSON.parse(stdout) as Audit;
    if (error !== undefined || !metadata?.vulnerabilities) return undefined;
    const { total: _, ...counts } = metadata.vulnerabilities;
    return counts;
  } catch {
    return undefined;
  }
}
