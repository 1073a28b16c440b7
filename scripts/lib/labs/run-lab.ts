// Leads one lab in a terminal: the same lesson, actions and checks as the page. Links of the lesson are printed with their
// addresses, so that one can look at the page beside it.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { filled, plain, type Inline } from '#labs/engine/inline';
import { lookAt, type Api, type Places, type Verdict } from '#labs/engine/lab';
import { blocksOf, type Block, type Step } from '#labs/engine/lesson';
import { begunAt, withSeen, type LabProgress } from '#labs/engine/progress';
import { copyOf, gradeCopy } from './exercise.ts';
import { handsOf, headOf } from './terminal-actions.ts';
import { keep, savedProgress } from './progress-file.ts';
import { codeOf, lessonIn, planOf } from './labs.ts';
import { wordsIn, type Words } from './texts.ts';

const ASK_MS = 1_000;
const MARKS = { green: '✓', waiting: '…', red: '✗' };

/** The words, and where its links lead. */
function withLinks(says: readonly Inline[], base: string, places: Places): string {
  const links = says.flatMap((part) => {
    if (part.is === 'source') return [part.path];
    const path = part.is === 'page' ? filled(part.to, places) : null;
    return path === null ? [] : [base + path];
  });
  return links.length === 0 ? plain(says) : `${plain(says)} (${links.join(', ')})`;
}

type Check = Extract<Block, { is: 'check' }>;

function lineOf(check: Check, verdict: Verdict | undefined): string {
  const state = verdict?.state ?? 'waiting';
  const why =
    verdict && verdict.state !== 'green' ? check.reasons.find(({ id }) => id === verdict.reason) : undefined;
  return `  ${MARKS[state]} ${plain(check.says)}${why ? `\n      ${plain(why.says)}` : ''}`;
}

const look = async (api: Api, name: string, progress: LabProgress) => {
  const { begun, notes, seen } = progress;
  const { places, verdicts } = await lookAt(await codeOf(name), { api, begun, notes }, seen);
  const now = withSeen(progress, verdicts, new Date().toISOString());
  keep(name, now);
  return { places, verdicts, progress: now };
};

type Question = (text: string) => Promise<string>;

/** Lines that are typed. An input that has ended presses Enter. */
function keyboard(): { question: Question; close(): void } {
  const terminal = createInterface({ input: process.stdin });
  const lines = terminal[Symbol.asyncIterator]();
  return {
    async question(text) {
      process.stdout.write(text);
      const line = await lines.next();
      return line.done ? '' : line.value.trim();
    },
    close: () => terminal.close(),
  };
}

/** Asks for an answer, and says whether it is right. @returns which it was; null where nothing is asked */
async function predict(step: Step, question: Question, words: Words): Promise<number | null> {
  const options = blocksOf({ steps: [step] }, 'option');
  if (options.length === 0) return null;
  for (const [n, { says }] of options.entries()) console.log(`  ${n + 1}. ${plain(says)}`);
  const answer = Number(await question(words.choose)) - 1;
  console.log(options[answer]?.right ? words.right : words.wrong);
  for (const { says } of blocksOf({ steps: [step] }, 'answer')) console.log(plain(says));
  return options[answer] ? answer : null;
}

const readable = (step: Step, base: string, places: Places): void => {
  console.log(`\n— ${step.title}`);
  for (const block of step.blocks)
    if (block.is === 'text' || block.is === 'bullet')
      console.log(`${block.is === 'bullet' ? '  · ' : ''}${withLinks(block.says, base, places)}`);
};

/** @returns the exit code */
export async function checkOne(api: Api, name: string, language: string): Promise<number> {
  const begun = savedProgress(name);
  if (!begun) {
    console.log(wordsIn(language).notBegun(name.slice(0, 2)));
    return 1;
  }
  const { verdicts } = await look(api, name, begun);
  for (const check of blocksOf(lessonIn(name, language), 'check')) console.log(lineOf(check, verdicts[check.id]));
  return Object.values(verdicts).every(({ state }) => state === 'green') ? 0 : 1;
}

/** @returns the exit code */
export async function lead(api: Api, base: string, name: string, language: string): Promise<number> {
  const [lab, lesson, words] = [await codeOf(name), lessonIn(name, language), wordsIn(language)];
  const { question, close } = keyboard();
  let progress = begunAt(await headOf(api), new Date().toISOString());
  let places: Places = {};
  keep(name, progress);

  const refresh = async () => {
    const looked = await look(api, name, progress);
    ({ places, progress } = looked);
    return looked.verdicts;
  };

  async function press(step: Step): Promise<void> {
    for (const { id, says } of blocksOf({ steps: [step] }, 'action')) {
      console.log(`  → ${plain(says)}`);
      if ((await question(`    ${words.press}`)) === 's') continue;
      await refresh();
      const notes = await lab.actions[id]?.(handsOf(api, planOf(name)), places);
      const done = { ...progress.done, [id]: new Date().toISOString() };
      progress = { ...progress, notes: { ...progress.notes, ...notes }, done };
      console.log(`    ${words.done}`);
    }
  }

  /** Prints each check once it has another answer, until all are green. */
  async function see(step: Step): Promise<void> {
    const checks = blocksOf({ steps: [step] }, 'check');
    if (checks.length > 0) console.log(`  ${words.asking}`);
    const said = new Map<string, string>();
    for (let open = checks.length; open > 0;) {
      const verdicts = await refresh();
      for (const check of checks) {
        const line = lineOf(check, verdicts[check.id]);
        if (said.get(check.id) !== line) console.log(line);
        said.set(check.id, line);
      }
      open = checks.filter(({ id }) => verdicts[id]?.state !== 'green').length;
      if (open > 0) await pause(ASK_MS);
    }
  }

  console.log(`\n${lesson.title}\n${plain(lesson.intro)}`);
  for (const step of lesson.steps) {
    readable(step, base, places);
    const answer = await predict(step, question, words);
    if (answer !== null) progress = { ...progress, answer };
    await press(step);
    await see(step);
  }
  close();
  console.log(`\n${words.finished}`);
  return 0;
}

/** A lab that changes code: says where the exercise is, and grades it at each save. @returns the exit code */
export async function leadCode(base: string, name: string, language: string, once: boolean): Promise<number> {
  const [lesson, words] = [lessonIn(name, language), wordsIn(language)];
  if (!once) {
    console.log(`\n${lesson.title}\n${plain(lesson.intro)}`);
    const { question, close } = keyboard();
    for (const step of lesson.steps) {
      readable(step, base, {});
      await predict(step, question, words);
    }
    close();
    console.log(`\n${words.exercise(copyOf(name))}`);
  }
  return gradeCopy(
    name,
    ({ ok, says }) => console.log(`${MARKS[ok ? 'green' : 'red']} ${ok ? words.finished : says}`),
    once,
  );
}
