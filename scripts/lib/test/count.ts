// Counting what was checked, so that the end of a long run is one line that cannot be misread.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { at, ROOT, shown } from '../node/layout.mjs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** The failed tests, by name. */
  names?: string[];
}

export interface Counted extends Counts {
  what: string;
  seconds: number;
}

interface TestReport {
  status: string;
  fullName: string;
  failureMessages?: string[];
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: TestReport[] }[];
}

export const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

/** What names a failure in the output of a tool; where nothing does, its end tells more. */
const NAMES_A_FAILURE = /^\s*(FAIL\b|×|✗|not ok\b)|\b\w*Error: |\berror TS\d+/u;
const MOST_LINES = 8;

/** Without colours and empty lines. */
const linesOf = (text: string): string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '');

/** A failure, and beneath it the lines that say more. */
const withLines = (what: string, lines: readonly string[]): string => [what, ...lines].join('\n        ');

/** One failure, with the lines of its output that say which: in a long run the rest of it is out of sight. */
export function failedWith(what: string, output: string): Counts {
  const lines = linesOf(output);
  const naming = [...new Set(lines.filter((line) => NAMES_A_FAILURE.test(line)))].slice(0, MOST_LINES);
  const said = naming.length > 0 ? naming : lines.slice(-MOST_LINES);
  return { ...FAILED, names: [withLines(what, said)] };
}

/** The beginning of a message, up to the stack. */
const beginningOf = (message: string): string[] => {
  const lines = linesOf(message);
  const stack = lines.findIndex((line) => /^\s+at /u.test(line));
  return (stack > 0 ? lines.slice(0, stack) : lines).slice(0, MOST_LINES);
};

/** Failed tests by file and name, each with the beginning of why, and files that failed without one: they did not load, or a hook broke. */
const failures = ({ testResults }: VitestReport): string[] =>
  testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0)
      return failed.map(({ fullName, failureMessages: [why = ''] = [] }) =>
        withLines(`${shown(name)}: ${fullName}`, beginningOf(why)),
      );
    return status === 'failed' ? [`${shown(name)}: did not load, or a hook broke`] : [];
  });

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
  const code = await new Promise<number | null>((resolve) =>
    npm.on('error', () => resolve(1)).on('exit', resolve),
  );
  if (!existsSync(file)) return FAILED;
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const names = failures(report);
  if ((code !== 0 && names.length === 0) || report.numPassedTests === 0)
    names.push(`${name}: ended with ${String(code)}`);
  return {
    passed: report.numPassedTests,
    failed: names.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names,
  };
}

/** Prints the table and the closing line, and answers the exit code. */
export function report(counted: Counted[]): number {
  const sum = (key: 'passed' | 'failed' | 'skipped') => counted.reduce((total, part) => total + part[key], 0);
  console.log();
  for (const { what, passed, failed, seconds } of counted) {
    const mark = failed === 0 ? 'ok    ' : 'FAILED';
    console.log(`${mark} ${seconds.toFixed(0).padStart(4)} s  ${what}: ${passed} passed, ${failed} failed`);
  }
  for (const name of counted.flatMap(({ names = [] }) => names)) console.log(`failed: ${name}`);
  console.log(
    `\n${(process.uptime() / 60).toFixed(1)} minutes in all; parts that ran side by side are counted in full.`,
  );
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  return sum('failed') === 0 ? 0 : 1;
}
