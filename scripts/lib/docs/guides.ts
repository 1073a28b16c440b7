// Carries out every how-to, one upon the other, in an overlay. The text that people follow is what is applied; the commands
// that it names must end as it says: what must fail, in its place; checks that must pass, in their place or all at the end.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeOverlay, type Overlay } from '../overlay.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { failedWith, type Counts } from '../test/count.ts';
import { applied, stepsOf, type Step } from './guide.ts';

/** In this order: each goes on where the one before it ended. */
export const GUIDES = ['add-an-event', 'add-a-column', 'add-a-read-model', 'add-a-saga', 'add-a-saga-step'];
/** Adding a column or a read model must not touch more places than this; tests are not counted. */
const PLACES: Record<string, number> = { 'add-a-column': 6, 'add-a-read-model': 6 };

/** A star in a path is a placeholder for the number of a migration, which only the generator knows. */
function actual({ root }: Overlay, path: string): string {
  const [found = path, ...more] = path.includes('*') ? globSync(path, { cwd: root }) : [];
  if (more.length > 0) throw new Error(`${path} is ${[found, ...more].join(' and ')}`);
  return found;
}

/** @returns a function that says how many seconds passed since it was last called */
function stopwatch(since = performance.now()): () => number {
  return () => {
    const before = since;
    since = performance.now();
    return Math.round((since - before) / 1000);
  };
}

/** `npm test` tries each property for longer: what is asked here is whether the guide leaves a tree that holds them. */
const RUNS = '20';

const isCheck = (command: string): boolean => command.startsWith('npx ');
const isSystemTest = (command: string): boolean => command.startsWith('npx vitest run --project system ');

/** @param isLater whether a command is run at the end */
async function carryOut(
  overlay: Overlay,
  step: Step,
  isLater: (command: string) => boolean,
  env: Record<string, string> = {},
): Promise<void> {
  if (step.kind === 'run' && isLater(step.command)) return;
  if (step.kind === 'run' || step.kind === 'fails') {
    const [command = '', ...args] = step.command.replace(/^npx /, '').split(' ');
    const { code, output } = await overlay.run(command, args, env);
    if (step.kind === 'run' && code !== 0) throw new Error(`${step.command} has failed:\n${output.slice(-6000)}`);
    if (step.kind === 'fails' && (code === 0 || !output.includes(step.saying)))
      throw new Error(`${step.command} should fail with “${step.saying}”:\n${output.slice(-6000)}`);
    return;
  }
  if (step.kind === 'counted') return;
  const path = actual(overlay, step.path);
  const file = join(overlay.root, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if ((step.kind === 'create') !== (text === undefined))
    throw new Error(`${path} ${text === undefined ? 'is missing' : 'is there already'}`);
  overlay.write(path, applied(text ?? '', step));
}

/** The files that someone has to find and change, and new folders: no tests, and nothing that is generated. */
function placesOf(steps: readonly Step[]): string[] {
  const end = steps.findIndex(({ kind }) => kind === 'counted');
  const counted = end === -1 ? steps : steps.slice(0, end);
  const places = counted.flatMap((step) => {
    if (!('path' in step) || /\.test\.|fixtures|^migrations/.test(step.path)) return [];
    return step.kind === 'create' ? [dirname(step.path)] : [step.path];
  });
  return [...new Set(places)];
}

const textOf = (overlay: Overlay, guide: string) =>
  readFileSync(join(overlay.root, 'docs', 'how-to', `${guide}.md`), 'utf8');

/** @returns the places of the product that the guide touches */
async function follow(overlay: Overlay, guide: string, isLater: (command: string) => boolean): Promise<string[]> {
  const steps = stepsOf(textOf(overlay, guide));
  if (steps.length === 0) throw new Error('no step can be carried out');
  for (const [n, step] of steps.entries())
    await carryOut(overlay, step, isLater).catch((error: unknown) => {
      throw new Error(
        `step ${n + 1} of ${steps.length}: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  const places = placesOf(steps);
  const most = PLACES[guide] ?? Infinity;
  if (places.length > most)
    throw new Error(`it touches ${places.length} places, ${most} are allowed: ${places.join(', ')}`);
  return places;
}

/** One command for all that run the tests of one project, so that they share one start of it. */
export function together(commands: readonly string[]): string[] {
  const parts = commands.map(
    (command) => /^(npx vitest run --project \S+)(.*)$/.exec(command) ?? [command, command],
  );
  return [...Map.groupBy(parts, ([, head = '']) => head)].map(([head, same]) => {
    const files = same.map(([, , rest = '']) => rest.trim().split(' '));
    // One that names no file runs them all.
    const named = files.some(([first]) => first === '') ? [] : [...new Set(files.flat())];
    return [head, ...named].join(' ');
  });
}

/** Runs what the guides left for the end, two at a time, beginning with what takes longest: what starts the whole system. */
async function runTheRest(
  overlay: Overlay,
  guides: readonly string[],
  isLater: (command: string) => boolean,
): Promise<void> {
  const steps = guides.flatMap((guide) => stepsOf(textOf(overlay, guide)));
  const commands = steps.flatMap((step) => (step.kind === 'run' && isLater(step.command) ? [step.command] : []));
  const longestFirst = together(commands).toSorted((a, b) => Number(isSystemTest(b)) - Number(isSystemTest(a)));
  await sideBySide(
    longestFirst,
    (command) => carryOut(overlay, { kind: 'run', command }, () => false, { RUNS }),
    2,
  );
}

interface HowFar {
  /** The last guide; all when absent. */
  last?: string | undefined;
  /** Each check where the guide has it, as a person runs it. Otherwise all of them once, behind the last guide. */
  inPlace?: boolean;
}

/** Carries out the guides. The first that fails ends it: the others build on it. */
export async function followGuides({ last, inPlace = false }: HowFar = {}): Promise<Counts> {
  const chosen = GUIDES.slice(0, GUIDES.indexOf(last ?? '') + 1 || undefined);
  // The system tests come last in any case: each guide's start the whole system.
  const isLater = inPlace ? isSystemTest : isCheck;
  const overlay = makeOverlay();
  let passed = 0;
  const seconds = stopwatch();
  try {
    for (const guide of chosen) {
      const places = await follow(overlay, guide, isLater);
      passed++;
      console.log(`✓ ${guide}: ${places.length} places, ${seconds()} s`);
    }
    await runTheRest(overlay, chosen, isLater);
    console.log(`✓ ${inPlace ? 'seen over all Workers' : 'types and tests'}: ${seconds()} s`);
    return { passed, failed: 0, skipped: 0 };
  } catch (error) {
    const where = `the guides, ${chosen[passed] ?? 'behind the last one'}`;
    const output = error instanceof Error ? error.message : String(error);
    console.error(`✗ ${where}: ${output}`);
    return { ...failedWith(where, output), passed };
  } finally {
    overlay.remove();
  }
}
