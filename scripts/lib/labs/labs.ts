// The labs as folders: what is in `labs/` is a lab when its name begins with a number.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultPlan } from '#shared/engine/faults/plan';
import type { Broken, Lab } from '#labs/engine/lab';
import { lessonOf, type Lesson } from '#labs/engine/lesson';
import { at } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

const FOLDER = /^\d\d-/;

/** Of every folder, in order. */
export const labNames = (): string[] =>
  readdirSync(at('labs'))
    .filter((name) => FOLDER.test(name))
    .toSorted();

/** @param number as in `01` or `1` @throws UserError when there is none */
export function labNamed(number: string): string {
  const name = labNames().find((one) => one.startsWith(`${number.padStart(2, '0')}-`));
  if (name === undefined) throw userError(`there is no lab ${number}: ${labNames().join(', ')}`);
  return name;
}

export const fileOf = (name: string, file: string): string => at('labs', name, file);

/** In the language, or in English. */
export function lessonIn(name: string, language: string): Lesson {
  const own = fileOf(name, `lesson.${language}.md`);
  return lessonOf(readFileSync(existsSync(own) ? own : fileOf(name, 'lesson.md'), 'utf8'));
}

const json = (name: string, file: string): unknown => JSON.parse(readFileSync(fileOf(name, file), 'utf8'));

export const planOf = (name: string): FaultPlan => FaultPlan.parse(json(name, 'plan.json'));
export const brokenOf = (name: string): Broken => json(name, 'broken.json') as Broken;

/** Whether its checks ask a running system; the others are graded by the suites of the product. */
export const isLive = (name: string): boolean => existsSync(fileOf(name, 'checks.ts'));

export const codeOf = async (name: string): Promise<Lab> =>
  ((await import(join(fileOf(name, 'checks.ts')))) as { lab: Lab }).lab;
