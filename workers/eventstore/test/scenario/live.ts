// Runs a scenario on the real event store under a watcher. Then everything heals, no one calls any more, and the alarms that are
// set must be enough (invariants S1-S6, P2, P3, P5, X1-X3).
import { expect } from 'vitest';
import { pause } from '#shared/engine/runtime/deadline';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { FaultPlan } from '#shared/engine/faults/plan';
import { clock } from '../clock.ts';
import { freshStream, renamed, request } from '../env.ts';
import { evict, kill, killAll, ring, silence } from '../objects.ts';
import { readModel } from '../read-model.ts';
import { positionsHold, streamHolds } from './model.ts';
import { CONSUMERS, type Step } from './plan.ts';
import { Setting, type Fresh } from './Setting.ts';
import { Watcher } from './Watcher.ts';

/**
 * A scenario fails after QUIET rounds without an alarm and without progress, or IN_VAIN rounds whose alarms achieve nothing:
 * more than the tries of an event before it is parked, and at the end of a scenario more than all its faults can strike.
 */
const QUIET = 4;
const IN_VAIN = { healed: 25, suffering: 10 };
const ROUND_MS = 20;
const PARKED_WITHIN = 200;

export async function live(steps: readonly Step[]): Promise<void> {
  await silence();
  const watcher = await Watcher.begin();
  const setting = new Setting(watcher);
  try {
    for (const step of steps) await play(setting, step);
    await setting.answered();
    await setting.calm();
    await setting.heal();
    await streamsHold(setting);
    await untilHolds(setting, () => everythingArrived(setting));
    await watcher.end();
  } finally {
    await setting.answered();
    await setting.heal();
    clock.ahead = 0;
    await watcher.end().catch(() => undefined);
  }
}

async function play(setting: Setting, step: Step): Promise<void> {
  switch (step.do) {
    case 'append':
      return append(setting, step);
    case 'resend':
      return resend(setting, step);
    case 'faults':
      return setting.injectFault(FaultPlan.parse({ seed: step.seed, faults: step.faults }));
    case 'd1':
      return void (readModel.fails = [...step.fails]);
    case 'kill':
      return kill(setting.named(step.who));
    case 'kill_all':
      return killAll();
    case 'evict':
      return evict(setting.named(step.who));
    case 'ring_twice':
      await ring(setting.named(step.who));
      return void (await ring(setting.named(step.who)));
    case 'tick':
      return void (clock.ahead += step.ms);
    case 'only_alarms':
      await setting.calm();
      for (let n = 0; n < step.rounds; n++) {
        await setting.alarms();
        await setting.watcher.look();
      }
      return;
    case 'until_parked':
      // Counted in rounds: with each of them the clock of this scenario jumps.
      for (let left = PARKED_WITHIN; (await setting.parked(step.consumer)).length === 0; left--) {
        if (left === 0) throw new Error(`${step.consumer} has parked nothing`);
        await setting.alarms();
        await pause(ROUND_MS);
      }
      return;
    case 'break':
      return setting.break(step.consumer, step.stream === null ? null : setting.at(step.stream).id);
    case 'heal':
      return setting.heal();
    case 'retry_parked':
      return void (await setting.retryParked(step.consumer));
    case 'suffer':
      return suffer(setting, setting.at(step.stream), step.consumer);
  }
}

function append(setting: Setting, step: Extract<Step, { do: 'append' }>): Promise<void> | void {
  const { id, event } = setting.at(step.stream);
  const expected = step.expected === 'current' ? setting.said(id) : step.expected;
  const writers = Array.from({ length: step.writers }, (_, writer) => {
    const events = Array.from({ length: step.size }, (_, n) => event(`${setting.calls.length}.${writer}/${n}`));
    const last = events.at(-1);
    // No storage takes a command without an id.
    if (step.bad && last)
      events.push({ ...event('bad'), metadata: { ...last.metadata, command_id: undefined as unknown as string } });
    return request(id, expected, ...events);
  });
  const all = Promise.all(writers.map((each) => setting.append(each, step.bad))).then(() => undefined);
  if (!step.in_between) return all;
  setting.inBackground(all);
}

async function resend(setting: Setting, { nth, payload }: Extract<Step, { do: 'resend' }>): Promise<void> {
  const old = setting.calls[nth % setting.calls.length];
  if (!old) return;
  const { events } = old.request;
  const last = events.at(-1);
  if (payload === 'same' || !last) return setting.append(old.request, old.bad);
  const other =
    payload === 'other'
      ? [...events.slice(0, -1), { ...last, data: { filename: 'other.jpg' } }]
      : [last, renamed(`${last.id}+`)];
  return setting.append({ ...old.request, events: other }, old.bad);
}

/** One stream cannot be delivered to a consumer, or cannot be published at all: another one arrives all the same. */
async function suffer(setting: Setting, bad: Fresh, consumer: SubscriptionName | null): Promise<void> {
  await setting.answered();
  await setting.heal();
  if (consumer) await setting.break(consumer, bad.id);
  else await setting.injectFault({ seed: 1, faults: [{ at: 'publish', step: bad.id, kind: 'error' }] });
  const good = freshStream();
  setting.streams.push(good);
  const n = setting.calls.length;
  // The broken one is published first: what no one waits for would come behind the other one.
  const first = { ...request(bad.id, 'any', bad.event(`${n}/bad`)), position_within_ms: 1 };
  await Promise.all([
    setting.append(first, false, true),
    setting.append(request(good.id, 'no_stream', good.event(1), good.event(2))),
  ]);
  await untilHolds(
    setting,
    async () => {
      for (const name of CONSUMERS)
        expect(
          setting.watcher.takenOf(name, good.id).length,
          `X3: a broken stream does not stop others at ${name}`,
        ).toBe(2);
    },
    IN_VAIN.suffering,
  );
  await setting.heal();
}

/** No one helps but the alarms, and an operator with what is parked and can be delivered again. */
async function untilHolds(setting: Setting, holds: () => Promise<void>, inVain = IN_VAIN.healed): Promise<void> {
  const { watcher } = setting;
  for (let quiet = 0, vain = 0, rang = false; ; rang = await setting.alarms()) {
    const before = watcher.progress();
    await watcher.look();
    const wrong = await holds().then(
      () => null,
      (error: unknown) => error,
    );
    if (wrong === null) return;
    const moved = watcher.progress() !== before;
    quiet = moved || rang ? 0 : quiet + 1;
    vain = moved ? 0 : vain + 1;
    if (quiet > QUIET || vain > inVain) throw wrong;
    await pause(ROUND_MS);
  }
}

async function everythingArrived(setting: Setting): Promise<void> {
  for (const consumer of CONSUMERS)
    expect(
      await setting.retryParked(consumer),
      `X2: nothing stays parked at ${consumer} once it can be delivered`,
    ).toBe(0);
  for (const { id } of setting.streams) {
    const ids = (await setting.stored(id)).map((e) => e.id);
    const logged = setting.watcher.logOf(id);
    expect(
      logged.map((e) => e.id),
      'S6: the log of a stream is its stream',
    ).toEqual(ids);
    positionsHold(
      logged.map((e) => e.position),
      setting.calls.filter(({ request }) => request.aggregate_id === id),
    );
    for (const name of CONSUMERS) {
      const took = setting.watcher.takenOf(name, id).sort((a, b) => a.position - b.position);
      expect(
        took.map((e) => e.id),
        `X1: every committed event arrives at ${name}`,
      ).toEqual(ids);
    }
  }
}

async function streamsHold({ streams, calls, stored }: Setting): Promise<void> {
  for (const { id } of streams)
    streamHolds(
      await stored(id),
      calls.filter(({ request }) => request.aggregate_id === id),
    );
}
