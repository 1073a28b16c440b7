// G8: only a due timer counts, and waiting times stay within base…cap, grow, and are scattered.
import { MOST_BUSY_MS } from '../../saga/react.ts';
import { declaredSteps, must, type Check } from './judging.ts';

export const onlyDueTimers: Check = (_, { states, inputs }) => {
  for (const [n, input] of inputs.entries()) {
    const { current } = states[n] ?? {};
    if (input.type !== 'due' || !current) continue;
    const after = states[n + 1]?.current;
    // A clock that has gone back may set the timer again, for as long as before, and do nothing else.
    const anew =
      after?.phase === current.phase && after.due_at - input.at === current.due_at - (current.since ?? 0);
    must(input.at >= current.due_at || anew, 'G8: only a due timer counts.', input);
  }
};

/** Counts a second time, from the inputs alone, for how long a participant has answered nothing but `busy`. */
export const busyHasAnEnd: Check = (_, { states, inputs }) => {
  let spent: number | null = null;
  for (const [n, input] of inputs.entries()) {
    const [before, after] = [states[n]?.current, states[n + 1]];
    const busy = input.type === 'replied' && input.reply.status === 'busy';
    // A phase counts for at most the time that it was given, even if the clock jumps.
    const since = before?.since ?? input.at;
    const phase = Math.max(0, Math.min(input.at, before?.due_at ?? 0) - since);
    if (input.type === 'due' && before?.phase === 'pausing') {
      // Its own retry goes on with the wait; a timer that is only set again adds nothing.
      if (spent !== null && after?.current?.phase !== 'pausing') spent += phase;
      continue;
    }
    spent = busy ? (spent === null ? 0 : spent + phase) : null;
    if (spent !== null && spent >= MOST_BUSY_MS)
      must(after?.parked !== null, 'G2: nothing but busy ends with a person.', { spent, now: input.at });
  }
};

/** Judged by bounds, and by asking what the engine would have done with other dice; not by its own formula. */
export const backsOff: Check = (definition, { states, inputs }, engine) => {
  for (const [n, input] of inputs.entries()) {
    const before = states[n];
    const { current, steps = [] } = states[n + 1] ?? {};
    if (!before || before.current?.phase === 'pausing' || current?.phase !== 'pausing') continue;
    const waits = (random: number) =>
      (engine.react(engine.definition, before, { ...input, random }).current?.due_at ?? 0) - input.at;
    const { retry } = declaredSteps(definition)[current.step] ?? {};
    const tries = steps[current.step]?.attempts ?? 0;
    const busyFor = input.type === 'replied' && input.reply.status === 'busy' ? input.reply.retry_after_ms : null;
    const least = busyFor ?? retry?.base_ms ?? 0;
    const most = busyFor === null ? Math.min(retry?.cap_ms ?? 0, least * 2 ** tries) : 2 * busyFor;
    const [wait, shortest, longest] = [current.due_at - input.at, waits(0), waits(0.999)];
    const seen = { wait, shortest, longest, least, most, tries };
    must(least <= wait && wait <= most, 'G8: a wait stays within base and min(cap, base * 2^tries).', seen);
    must(shortest < longest, 'G8: waits are scattered: other dice, another wait.', seen);
    must(longest > most / 2, 'G8: waits grow with every try, up to the cap.', seen);
  }
};
