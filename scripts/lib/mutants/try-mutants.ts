// Tries mutants: for each the tests that should notice it, in a copy of the tree that no other is in.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeOverlay, type Overlay } from '../overlay.ts';
import { sideBySide } from '../process/side-by-side.ts';
import type { Mutant } from './mutant.ts';
import type { Outcome } from './try-here.ts';

interface Trier {
  overlay: Overlay;
  process: ChildProcess;
  /** Its process has ended. */
  gone: Promise<{ error: string }>;
}

function newTrier(): Trier {
  const overlay = makeOverlay();
  mkdirSync(join(overlay.root, 'web', 'dist'), { recursive: true });
  const trier = fork(join(overlay.root, 'scripts', 'lib', 'mutants', 'try-here.ts'), {
    cwd: overlay.root,
    env: { ...process.env, PWD: overlay.root, NO_COLOR: '1', CI: 'true' },
    // What a broken product says is of no interest.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(trier, 'exit').then(([code]) => ({ error: `what tries mutants has ended (${code})` }));
  return { overlay, process: trier, gone };
}

/** @throws when the mutant cannot be tried */
async function outcomeOf({ process: trier, gone }: Trier, mutant: Mutant): Promise<Outcome> {
  const answer = once(trier, 'message').then(([said]) => said as { outcome: Outcome } | { error: string });
  trier.send(mutant);
  const said = await Promise.race([answer, gone]);
  if ('error' in said) throw new Error(said.error);
  return said.outcome;
}

/** Tries all of them, some at a time, and says what came of each. */
export async function tryMutants(
  mutants: readonly Mutant[],
  say: (mutant: Mutant, outcome: Outcome) => void,
): Promise<void> {
  const triers: Trier[] = [];
  const free: Trier[] = [];
  const another = (): Trier => {
    const trier = newTrier();
    triers.push(trier);
    return trier;
  };
  try {
    await sideBySide(mutants, async (mutant) => {
      const trier = free.pop() ?? another();
      say(mutant, await outcomeOf(trier, mutant));
      free.push(trier);
    });
  } finally {
    for (const { process: trier, gone, overlay } of triers) {
      if (trier.connected) trier.disconnect();
      await gone;
      overlay.remove();
    }
  }
}
