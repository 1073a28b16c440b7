// Every lab is whole: both languages say the same things of the same checks, and lesson and code know each other's names. What the
// checks find is played against a running system by the browser tests, and by `npm run lab -- --check-all`.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inline } from '#labs/engine/inline';
import { blocksOf, type Lesson } from '#labs/engine/lesson';
import { at } from '../node/layout.mjs';
import { exerciseOf, withMistake } from './exercise.ts';
import { brokenOf, codeOf, isLive, labNames, lessonIn, planOf } from './labs.ts';

const ids = (lesson: Lesson, kind: 'action' | 'check') => blocksOf(lesson, kind).map(({ id }) => id);

const linesOf = (lesson: Lesson): Inline[][] =>
  lesson.steps.flatMap(({ blocks }) =>
    blocks.flatMap((block) => [
      block.says,
      ...(block.is === 'check' ? block.reasons.map(({ says }) => says) : []),
    ]),
  );
const linksOf = (lesson: Lesson): string[] =>
  linesOf(lesson)
    .flat()
    .flatMap((part) => (part.is === 'page' ? [part.to] : part.is === 'source' ? [part.path] : []))
    .toSorted();

/** All but the words. */
const shapeOf = (lesson: Lesson) => ({
  steps: lesson.steps.map(({ blocks }) =>
    blocks.map((block) => ({
      is: block.is,
      ...('id' in block ? { id: block.id } : {}),
      ...('right' in block ? { right: block.right } : {}),
      ...('reasons' in block ? { reasons: block.reasons.map(({ id }) => id) } : {}),
    })),
  ),
  links: linksOf(lesson),
});

it('there are labs', () => expect(labNames().length).toBeGreaterThanOrEqual(4));

describe.each(labNames())('%s', (name) => {
  const lesson = lessonIn(name, 'en');

  it('says the same in Japanese', () => {
    const japanese = lessonIn(name, 'ja');
    expect(shapeOf(japanese)).toEqual(shapeOf(lesson));
    const latin = linesOf(japanese).filter(
      (says) => !/[\u3040-\u9fff]/.test(says.map(({ text }) => text).join('')),
    );
    expect(latin).toEqual([]);
  });

  it('asks a question with one right answer, and explains it', () => {
    expect(blocksOf(lesson, 'option').filter(({ right }) => right)).toHaveLength(1);
    expect(blocksOf(lesson, 'option').length).toBeGreaterThan(1);
    expect(blocksOf(lesson, 'answer')).toHaveLength(1);
  });

  it('has no link in what is a link or a button itself', () => {
    const pressed = [
      lesson.intro,
      ...(['option', 'action'] as const).flatMap((kind) => blocksOf(lesson, kind).map(({ says }) => says)),
    ];
    expect(pressed.flat().filter(({ is }) => is === 'page' || is === 'source')).toEqual([]);
  });

  it('leads to sources that are there', () => {
    const sources = linesOf(lesson)
      .flat()
      .flatMap((part) => (part.is === 'source' ? [part.path] : []));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((path) => !existsSync(at(path)))).toEqual([]);
  });
});

describe.each(labNames().filter(isLive))('%s, against a running system,', (name) => {
  const lesson = lessonIn(name, 'en');

  it('has code for what the lesson names, and names what its code does', async () => {
    const lab = await codeOf(name);
    expect(Object.keys(lab.actions).toSorted()).toEqual(ids(lesson, 'action').toSorted());
    expect(Object.keys(lab.checks).toSorted()).toEqual(ids(lesson, 'check').toSorted());
    expect(planOf(name).faults.length).toBeGreaterThan(0);
  });

  it('names the reason for which its broken variant is red', () => {
    const { check, reason, leave_out: leftOut } = brokenOf(name);
    const reasons = blocksOf(lesson, 'check')
      .find(({ id }) => id === check)
      ?.reasons.map(({ id }) => id);
    expect(reasons).toContain(reason);
    expect(ids(lesson, 'action')).toEqual(expect.arrayContaining(leftOut));
  });
});

describe.each(labNames().filter((name) => !isLive(name)))('%s, which changes code,', (name) => {
  const exercise = exerciseOf(name);

  it('has a mistake that fits the real file, and a suite that guards it', () => {
    expect(withMistake(exercise)).toContain(exercise.to);
    expect(readFileSync(at(exercise.test), 'utf8')).toContain(exercise.named);
  });

  it('names the guarantee that its mistake breaks', () => {
    expect(JSON.stringify(lessonIn(name, 'en'))).toContain(`${exercise.label}: `);
    expect(JSON.stringify(lessonIn(name, 'ja'))).toContain(`${exercise.label}: `);
  });
});
