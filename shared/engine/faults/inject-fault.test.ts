// What each kind of fault does to a call, as a table: what happened, in order, and whether the caller hears of it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InjectedFault, injectFault } from './inject-fault.ts';
import { KINDS, type FaultKind } from './plan.ts';

/** `sent`: the call took effect. `died`: the object was ended. `overtaken`: something later went first. */
type Trace = ('sent' | 'died' | 'overtaken' | 'applied again')[];

const TABLE: Record<FaultKind, [trace: Trace, heard: 'answer' | 'refusal' | 'error']> = {
  error: [[], 'error'],
  drop_request: [[], 'error'],
  drop_reply: [['sent'], 'error'],
  duplicate: [['sent', 'sent'], 'answer'],
  delay: [['sent'], 'answer'],
  reorder: [['overtaken', 'sent'], 'answer'],
  reject: [[], 'refusal'],
  crash_before: [['died'], 'error'],
  crash_after: [['sent', 'died'], 'error'],
  evict: [['sent', 'died'], 'answer'],
  duplicate_effect: [['sent', 'applied again'], 'answer'],
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each(Object.keys(KINDS) as FaultKind[])('%s', async (kind) => {
  const trace: Trace = [];
  const happened = (what: Trace[number]) => void trace.push(what);
  const heard = injectFault(
    { at: 'saga', kind },
    'saga step',
    async () => {
      happened('sent');
      return 'answer';
    },
    {
      die: () => happened('died'),
      reject: () => 'refusal',
      overtake: async () => happened('overtaken'),
      applyAgain: async () => happened('applied again'),
    },
  ).catch((error: unknown) => (error instanceof InjectedFault ? 'error' : 'another error'));
  await vi.runAllTimersAsync();
  expect([trace, await heard]).toEqual(TABLE[kind]);
});
