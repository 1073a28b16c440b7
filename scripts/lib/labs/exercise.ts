// A lab that changes code: its exercise is a copy of a real file with a mistake. The product's own suite grades it, in an overlay
// in which the copy replaces the real file. The mistake is stored as a change to the real file, so it cannot go stale unnoticed:
// when the change no longer applies, the lab's test fails.
import { existsSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { at } from '../node/layout.mjs';
import { makeOverlay, type Overlay } from '../overlay.ts';
import { fileOf } from './labs.ts';

export interface Exercise {
  /** Relative to the tree. */
  file: string;
  from: string;
  to: string;
  project: string;
  test: string;
  /** Only tests with this in their name. */
  named: string;
  /** The guarantee that the mistake breaks: the suite names it, perhaps beside others. */
  label: string;
}

export interface Grade {
  ok: boolean;
  /** The promise that does not hold, and the history that shows it. */
  says: string;
}

export const exerciseOf = (name: string): Exercise =>
  JSON.parse(readFileSync(fileOf(name, 'exercise.json'), 'utf8')) as Exercise;

const real = ({ file }: Exercise): string => readFileSync(at(file), 'utf8');

/** @throws when the mistake does not fit the real file */
export function withMistake(exercise: Exercise): string {
  const text = real(exercise);
  const { from, to, file } = exercise;
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${file} has "${from}" ${found} times: mend the exercise`);
  return text.replace(from, () => to);
}

interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[];
}

/** The property's own error is the cause of the one that the runner reports. */
const PROMISE = /Error: ((?:[A-Z]\d+, )*[A-Z]\d+: [^\n]+)/;
const HISTORY = /Counterexample: [^\n]+/;
const REPORT = 'exercise-report.json';

async function grade(overlay: Overlay, exercise: Exercise, text: string): Promise<Grade> {
  const { file, project, test, named } = exercise;
  overlay.write(file, text);
  overlay.write(REPORT, '{}');
  const args = [
    'run',
    `--project=${project}`,
    test,
    '-t',
    named,
    '--bail=1',
    '--reporter=default',
    '--reporter=json',
  ];
  const { output } = await overlay.run('vitest', [...args, `--outputFile.json=${REPORT}`]);
  const report = JSON.parse(readFileSync(join(overlay.root, REPORT), 'utf8')) as Partial<Report>;
  const failed = report.testResults?.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').flatMap(({ failureMessages }) => failureMessages),
  )[0];
  if (failed === undefined)
    return (report.numPassedTests ?? 0) > 0
      ? { ok: true, says: 'green' }
      : { ok: false, says: output.slice(-2_000) };
  const history = HISTORY.exec(failed)?.[0];
  const promise = PROMISE.exec(output)?.[1] ?? failed.split('\n')[0] ?? '';
  return { ok: false, says: history ? `${promise}\n${history}` : promise };
}

/** The suite's word on the real file, or on the one with the mistake; then the copy is as it was. */
export async function gradeVariant(
  overlay: Overlay,
  name: string,
  variant: 'solution' | 'broken',
): Promise<Grade> {
  const exercise = exerciseOf(name);
  if (variant === 'solution') return grade(overlay, exercise, real(exercise));
  const graded = await grade(overlay, exercise, withMistake(exercise));
  overlay.write(exercise.file, real(exercise));
  return graded;
}

/** The learner's copy; made with the mistake when there is none yet. */
export function copyOf(name: string): string {
  const exercise = exerciseOf(name);
  const copy = at('.wrangler', 'labs', name, basename(exercise.file));
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, withMistake(exercise));
  }
  return copy;
}

/** Grades the copy now, and unless it is `once` at each save until it is green. @returns the exit code */
export async function gradeCopy(name: string, say: (grade: Grade) => void, once: boolean): Promise<number> {
  const [exercise, copy, overlay] = [exerciseOf(name), copyOf(name), makeOverlay()];
  const judge = () => grade(overlay, exercise, readFileSync(copy, 'utf8'));
  const saved = () =>
    new Promise<void>((resolve) => {
      const watcher = watch(dirname(copy), () => {
        watcher.close();
        // An editor saves in several steps.
        setTimeout(resolve, 200);
      });
    });
  try {
    for (;;) {
      const graded = await judge();
      say(graded);
      if (graded.ok || once) return graded.ok ? 0 : 1;
      await saved();
    }
  } finally {
    overlay.remove();
  }
}
