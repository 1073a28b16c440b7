// Counting what was checked, so that the end of a long run is one line that cannot be misread.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { at, ROOT } from '../node/layout.mjs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Counted extends Counts {
  what: string;
  seconds: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

export const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Files that failed without a failed test in them: they did not load, or a hook broke. */
const brokenFiles = ({ testResults }: VitestReport): number =>
  testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;

/**
 * Runs an npm script that ends in vitest, and counts its tests. A run that fails otherwise (type errors, an error
 * outside of a test), or that ran no test, counts as one failure.
 */
export async function countTests(name: string, npmArgs: string[], env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  const file = at('node_modules', '.cache', 'mediahub', `${name.replaceAll(' ', '-')}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const npm = spawn('npm', ['--silent', ...npmArgs, ...reporters], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => npm.on('error', () => resolve(1)).on('exit', resolve));
  if (!existsSync(file)) return FAILED;
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failed = report.numFailedTests + brokenFiles(report);
  const otherwise = (code !== 0 && failed === 0) || report.numPassedTests === 0;
  return {
    passed: report.numPassedTests,
    failed: failed + (otherwise ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Prints the table and the closing line, and answers the exit code. */
export function report(counted: Counted[]): number {
  const sum = (key: keyof Counts) => counted.reduce((total, part) => total + part[key], 0);
  console.log();
  for (const { what, passed, failed, seconds } of counted) {
    const mark = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(`${mark} ${seconds.toFixed(0).padStart(4)} s  ${what}: ${passed} passed, ${failed} failed`);
  }
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') === 0 ? 0 : 1;
}
