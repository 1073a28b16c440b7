// The invocation that runs at this moment, in a Worker's isolate, and what it has come to.
import { AsyncLocalStorage } from 'node:async_hooks';
import { BEGUN, COUNTED, NOTHING, type Counts } from './counts.ts';

export interface Invocation {
  at: string;
  id: string;
  root: string;
  chain: string;
  counts: Counts;
  ended: boolean;
}

export const current = new AsyncLocalStorage<Invocation>();
/** The last argument of a call, or a header of a request: what it belongs to, and the chain that it goes on. */
export const ROOT = 'x-counted-root';

function say({ at, id, root, chain, ended }: Invocation, counts: Partial<Counts>): void {
  // eslint-disable-next-line no-console -- this is how the test hears of it
  console.log(`${COUNTED}${JSON.stringify({ at, id, root, chain, ended, counts })}`);
}

/** An object is made within a call, before that has an invocation. */
let making: Invocation | undefined;
export const here = (): Invocation | undefined => current.getStore() ?? making;

export function note(what: keyof Counts, by = 1, now = here()): void {
  if (!now || by === 0) return;
  if (now.ended) say(now, { [what]: by });
  else now.counts[what] += by;
}

export function end(invocation: Invocation): void {
  invocation.ended = true;
  say(invocation, invocation.counts);
}

export function begin(at: string, from = ''): Invocation {
  const id = crypto.randomUUID();
  // eslint-disable-next-line no-console -- this is how the test hears of it
  console.log(`${BEGUN}${id}`);
  const [root, chain] = from.split(' ');
  return { at, id, root: root || id, chain: chain || id, counts: { ...NOTHING }, ended: false };
}

/** What the callee receives: a call by a service binding continues the chain, a call of an object begins one. */
export function fromHere(what: 'services' | 'objects'): string {
  const { root = '', chain = '' } = current.getStore() ?? {};
  return what === 'services' ? `${root} ${chain}` : root;
}

/** Runs the work as an invocation of its own, and says at its end what it came to. */
export function invoke<T>(at: string, from: string | undefined, work: () => T): T {
  const invocation = begin(at, from);
  return current.run(invocation, () => {
    const answer = work();
    if (answer instanceof Promise) void answer.catch(() => undefined).finally(() => end(invocation));
    else end(invocation);
    return answer;
  });
}

/** What is read and written while an object is made. */
export function whileMaking(invocation: Invocation | undefined): void {
  making = invocation;
}
