// A read with `min_position` or a consistency token (P6), from the append to the consumer: a reader whose position, or version of
// a stream, is reached finds every event up to it at the consumer, through delays, losses and deaths; every other reader learns
// that it is not reached.
import fc from 'fast-check';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '#shared/engine/faults/plan';
import type { AppendResult, StreamPoint, WaitResult } from '#shared/engine/ports/eventstore';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { atOnce, env, eventStore, freshStream, request, subscriptions } from './env.ts';
import { chaos, kill } from './objects.ts';
import { marks } from '#shared/engine/eventstore/log/stream-in-log';
import * as log from '#shared/engine/eventstore/log/store';

type WaitFor = (target: number | StreamPoint, timeoutMs: number) => Promise<WaitResult>;
const real: WaitFor = (target, timeoutMs) => subscriptions().waitFor('media', target, timeoutMs);
/** Whether an append that waits itself says that its subscription has passed it. */
type Shown = (answer: AppendResult & { ok: true }) => boolean;
const said: Shown = ({ shown }) => shown === true;

afterEach(() => chaos().setPlan({ seed: 1, faults: [] }));

/** So few that no event is parked. */
const times = fc.integer({ min: 1, max: 2 });
const fault = fc.oneof(
  fc.record({ kind: fc.constantFrom('error' as const, 'drop_reply' as const), times }),
  fc.record({ kind: fc.constant('delay' as const), delay_ms: fc.integer({ min: 5, max: 80 }), times }),
);
const ms = fc.constantFrom(1, 20, 300);
const step = fc.oneof(
  /** An append, and its writer's own read, unless no one reads; what comes next does not wait for either. */
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      size: fc.integer({ min: 1, max: 3 }),
      read: fc.option(ms),
      /** Waited for by the position that it is answered with, by its token, or by the append itself. */
      by: fc.constantFrom('position' as const, 'token' as const, 'itself' as const),
    }),
  },
  /** A read at a position that is this far ahead of the log's head. */
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('read' as const), ahead: fc.integer({ min: -2, max: 2 }), ms }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fault' as const), fault }) },
  { weight: 1, arbitrary: fc.constant({ do: 'kill' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const plans = fc.array(step, { minLength: 3, maxLength: 12 });

const positionOf = async ({ aggregate_id, version }: StreamPoint): Promise<number | null> =>
  (await marks(env.DB, aggregate_id, [version])).get(version)?.position ?? null;

/** Runs the plan. @returns the answers that were wrong, in words */
async function wrongAnswers(
  steps: readonly Step[],
  waitFor: WaitFor = real,
  shown: Shown = said,
): Promise<string[]> {
  const { id, stream, event } = freshStream();
  const wrong: string[] = [];
  const underWay: Promise<void>[] = [];
  let sent = 0;

  const read = async (target: number | StreamPoint, timeoutMs: number, wait = waitFor): Promise<boolean> => {
    // Its object died: the reader gets an error, not an answer.
    const answer = await wait(target, timeoutMs).catch(() => null);
    const position = typeof target === 'number' ? target : await positionOf(target);
    if (position === null) {
      if (answer?.reached) wrong.push(`version ${JSON.stringify(target)} reached, which the log does not have`);
      return false;
    }
    const held = (await env.CONTROL.applied('media')).map((effect) => effect.position);
    if (answer && (answer.position ?? position) !== position) wrong.push(`${position} is not ${answer.position}`);
    const judged = typeof target === 'number' || answer?.reached;
    if (answer && judged && answer.reached !== answer.checkpoint >= position)
      wrong.push(`${position} at ${answer.checkpoint}: reached ${answer.reached}`);
    if (!answer?.reached) return false;
    const due = (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 1000 })).map((one) => one.position);
    const missing = due.filter((one) => one <= position && !held.includes(one));
    if (missing.length > 0) wrong.push(`${position} reached without ${missing.join()}`);
    return true;
  };
  const append = async ({ size, read: timeoutMs, by }: Extract<Step, { do: 'append' }>): Promise<void> => {
    const events = Array.from({ length: size }, () => event(sent++));
    const asked = (by === 'token' ? atOnce : request)(id, 'any', ...events);
    if (by === 'itself' && timeoutMs !== null) {
      const own = { ...asked, awaited_by: 'media', shown_within_ms: timeoutMs };
      const answer = await eventStore().append(own);
      if (!answer.ok || answer.position === null) return;
      const reached = shown(answer);
      const checkpoint = reached ? answer.position : 0;
      await read(answer.position, timeoutMs, () => Promise.resolve({ reached, checkpoint }));
      return;
    }
    const answer = await stream.append(asked);
    if (!answer.ok || timeoutMs === null) return;
    if (by === 'token') await read({ aggregate_id: id, version: answer.version }, timeoutMs);
    else if (answer.position !== null) await read(answer.position, timeoutMs);
  };
  const run = async (step: Step): Promise<unknown> => {
    switch (step.do) {
      case 'append':
        return underWay.push(append(step));
      case 'read': {
        const position = Math.max(1, (await log.head(env.DB)) + step.ahead);
        return underWay.push(read(position, step.ms).then(() => undefined));
      }
      case 'fault':
        return chaos().setPlan({
          seed: 1,
          faults: [Fault.parse({ at: 'deliver', step: 'media', ...step.fault })],
        });
      default:
        return kill('media');
    }
  };

  for (const step of steps) await run(step);
  await Promise.all(underWay);
  await chaos().setPlan({ seed: 1, faults: [] });
  if (!(await read(await log.head(env.DB), 60_000, real))) wrong.push('after healing, the head is not reached');
  return wrong;
}

const answersRightly = (waitFor: WaitFor = real, shown: Shown = said) =>
  fc.asyncProperty(plans, async (steps) => {
    expect(await wrongAnswers(steps, waitFor, shown), 'P6').toEqual([]);
  });

it(
  'a reader whose position is reached finds every event up to it, through delays and deaths',
  () => fc.assert(answersRightly(), fcParameters(8, env.TRIALS)),
  timeoutFor(60_000, env.TRIALS),
);

describe('it is caught:', () => {
  const MUTANTS: Record<string, WaitFor> = {
    'an answer as soon as the log has the position, before the consumer has committed': async (target) => {
      const head = await log.head(env.DB);
      const position = typeof target === 'number' ? target : await positionOf(target);
      return { reached: position !== null && head >= position, checkpoint: head };
    },
    'time that is up counts as reached': async (target, timeoutMs) => {
      const { checkpoint } = await real(target, timeoutMs);
      return { reached: true, checkpoint };
    },
    'a token counts as reached as soon as it is durable': async (target, timeoutMs) =>
      typeof target === 'number' ? real(target, timeoutMs) : { reached: true, checkpoint: 1e9 },
    'a token counts for the version before it': async (target, timeoutMs) =>
      real(typeof target === 'number' ? target : { ...target, version: target.version - 1 }, timeoutMs),
  };

  const caught = async (...broken: Parameters<typeof answersRightly>) => {
    const parameters = { seed: 1, numRuns: 60, endOnFailure: true };
    const { errorInstance } = await fc.check(answersRightly(...broken), parameters);
    expect(String(errorInstance)).toContain('P6');
  };

  it.each(Object.entries(MUTANTS))('%s', (_, waitFor) => caught(waitFor));

  it('an own write counts as shown as soon as the log has it', () =>
    caught(real, ({ position }) => position !== null));
});

it('nothing is written for a writer who wants to wait for a subscription that there is not', async () => {
  const { id, stream, event } = freshStream();
  const asked = {
    ...request(id, 'no_stream', event(1)),
    awaited_by: 'unknown_subscription',
    shown_within_ms: 100,
  };
  const answered = await (async () => eventStore().append(asked))().then(
    () => 'taken',
    (error: unknown) => String(error),
  );
  expect(answered).toContain('unknown_subscription');
  expect((await stream.read(0, null)).version).toBe(0);
});
