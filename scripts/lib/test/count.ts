// Counting what was checked, so that the end of a long run is one line that cannot be misread.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { at, ROOT } from '../node/layout.mjs';

export type Counted = { what: string; passed: number; failed: number; skipped: number };

export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** Files that failed without a failed test in them: they did not load, or a hook broke. */
const brokenFiles = ({ testResults }: VitestReport) =>
  testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;

/**
 * Runs an npm script that ends in vitest, and counts its tests. A run that fails otherwise (type errors, an error
 * outside of a test), or that ran no test, counts as one failure.
 */
export async function countTests(what: string, npmArgs: string[]): Promise<Counted> {
  const file = at('node_modules', '.cache', 'mediahub', `${what.replaceAll(' ', '-')}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const npm = spawn('npm', ['--silent', ...npmArgs, ...reporters], { cwd: ROOT, stdio: 'inherit' });
  const code = await new Promise((resolve) => npm.on('error', () => resolve(1)).on('exit', resolve));
  if (!existsSync(file)) return { what, passed: 0, failed: 1, skipped: 0 };
  const told: VitestReport = JSON.parse(readFileSync(file, 'utf8'));
  const failed = told.numFailedTests + brokenFiles(told);
  const otherwise = (code !== 0 && failed === 0) || told.numPassedTests === 0;
  return {
    what,
    passed: told.numPassedTests,
    failed: failed + (otherwise ? 1 : 0),
    skipped: told.numPendingTests + told.numTodoTests,
  };
}

/** Prints the table and the closing line, and answers the exit code. */
export function report(counted: Counted[]) {
  const sum = (key: 'passed' | 'failed' | 'skipped') => counted.reduce((total, part) => total + part[key], 0);
  console.log();
  for (const { what, passed, failed } of counted)
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${what}: ${passed} passed, ${failed} failed`);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') === 0 ? 0 : 1;
}
