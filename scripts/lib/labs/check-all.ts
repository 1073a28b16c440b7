// Plays each lab to its end, as a learner would, over the public API of a running system: with the solution every check turns
// green, and the broken variant is red for the reason that its lesson names.
import { setTimeout as pause } from 'node:timers/promises';
import { lookAt, type Api, type Hands, type Lab, type Notes, type Places, type Verdict } from '#labs/engine/lab';
import { blocksOf, type Lesson, type Step } from '#labs/engine/lesson';
import { plain } from '#labs/engine/inline';
import { timeLimit } from '../../../shared/engine/testing/time-limit.ts';
import { makeOverlay } from '../overlay.ts';
import { exerciseOf, gradeVariant } from './exercise.ts';
import { handsOf, headOf } from './terminal-actions.ts';
import { brokenOf, codeOf, isLive, labNames, lessonIn, planOf } from './labs.ts';

const ASK_MS = 250;

/** One learner on the way through one lab. */
class Run {
  places: Places = {};
  verdicts: Record<string, Verdict> = {};
  readonly seen: Record<string, string> = {};
  #notes: Notes = {};
  readonly #lab: Lab;
  readonly #hands: Hands;
  readonly #begun: number;

  constructor(lab: Lab, hands: Hands, begun: number) {
    this.#lab = lab;
    this.#hands = hands;
    this.#begun = begun;
  }

  async press(action: string): Promise<void> {
    await this.look();
    const notes = await this.#lab.actions[action]?.(this.#hands, this.places);
    this.#notes = { ...this.#notes, ...notes };
  }

  async look(): Promise<void> {
    const { api } = this.#hands;
    const found = await lookAt(this.#lab, { api, begun: this.#begun, notes: this.#notes }, this.seen);
    this.places = found.places;
    this.verdicts = found.verdicts;
    for (const [id, { state }] of Object.entries(found.verdicts)) if (state === 'green') this.seen[id] ??= 'now';
  }

  /** @throws with what is not green when it does not hold in time */
  async until(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + timeLimit(20_000);
    for (;;) {
      await this.look();
      if (holds()) return;
      if (performance.now() > deadline) throw new Error(`not in time: ${JSON.stringify(this.verdicts)}`);
      await pause(ASK_MS);
    }
  }
}

const idsOf = (step: Step, kind: 'action' | 'check') => blocksOf({ steps: [step] }, kind).map(({ id }) => id);

/** The learner's library as it was: no fault is on, nothing waits for a person. */
async function cleanUp(api: Api): Promise<void> {
  await api('DELETE /api/v1/chaos');
  await api('POST /api/v1/parked/retry');
}

async function solve(run: Run, lesson: Lesson): Promise<number> {
  for (const step of lesson.steps) {
    for (const action of idsOf(step, 'action')) await run.press(action);
    const checks = idsOf(step, 'check');
    await run.until(() => checks.every((id) => id in run.seen));
  }
  return Object.keys(run.seen).length;
}

async function breakIt(run: Run, lesson: Lesson, api: Api, name: string): Promise<string> {
  const { from_start: faults, leave_out: leftOut, check, reason } = brokenOf(name);
  if (faults) await api('PUT /api/v1/chaos', { body: faults });
  const last = lesson.steps.findIndex((step) => idsOf(step, 'check').includes(check));
  for (const step of lesson.steps.slice(0, last + 1))
    for (const action of idsOf(step, 'action')) if (!leftOut.includes(action)) await run.press(action);
  await run.until(() => {
    const verdict = run.verdicts[check];
    return verdict?.state === 'red' && verdict.reason === reason;
  });
  const says = blocksOf(lesson, 'check')
    .find(({ id }) => id === check)
    ?.reasons.find(({ id }) => id === reason)?.says;
  if (!says) throw new Error(`the lesson does not name the reason ${reason} of ${check}`);
  return `${check} is red: ${plain(says)}`;
}

export interface Played {
  lab: string;
  variant: 'solution' | 'broken';
  ok: boolean;
  says: string;
}

/** Each lab that asks a running system, with its solution and its broken variant. */
export async function checkAll(api: Api, say: (played: Played) => void, names = labNames()): Promise<Played[]> {
  const all: Played[] = [];
  for (const name of names.filter(isLive)) {
    const [lab, lesson] = [await codeOf(name), lessonIn(name, 'en')];
    for (const variant of ['solution', 'broken'] as const) {
      const run = new Run(lab, handsOf(api, planOf(name)), await headOf(api));
      let played: Played;
      try {
        const says =
          variant === 'solution'
            ? `${await solve(run, lesson)} checks are green`
            : await breakIt(run, lesson, api, name);
        played = { lab: name, variant, ok: true, says };
      } catch (error) {
        played = { lab: name, variant, ok: false, says: error instanceof Error ? error.message : String(error) };
      } finally {
        await cleanUp(api);
      }
      say(played);
      all.push(played);
    }
  }
  return all;
}

/** The guarantees that a suite names in front of its sentence: `G3, G4: every effect …`. */
const promisesIn = (says: string): string[] => (says.split(': ')[0] ?? '').split(', ');

/**
 * Each lab that changes code, graded by the suites of the product. They need no running system.
 * @param variants the solution is the product itself, which `npm test` tries with the same suites
 */
export async function checkExercises(
  say: (played: Played) => void,
  names = labNames(),
  variants: readonly Played['variant'][] = ['solution', 'broken'],
): Promise<Played[]> {
  const all: Played[] = [];
  const overlay = makeOverlay();
  try {
    for (const lab of names.filter((name) => !isLive(name))) {
      for (const variant of variants) {
        const { ok, says } = await gradeVariant(overlay, lab, variant);
        const asExpected = variant === 'solution' ? ok : !ok && promisesIn(says).includes(exerciseOf(lab).label);
        const played: Played = { lab, variant, ok: asExpected, says };
        say(played);
        all.push(played);
      }
    }
  } finally {
    overlay.remove();
  }
  return all;
}
