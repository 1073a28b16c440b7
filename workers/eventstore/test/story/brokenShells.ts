// The shells with one thing broken each, mistakes that people make, and for each the story that gives it away, as
// fast-check found and shrank it. What they are given is changed (an alarm that is not set), or what they answer.
import type { AppendRequest, AppendResult, ConsumerPort, SubscriptionName } from '#shared/ports/eventstore';
import type { LoggedEvent, StreamEvent } from '#shared/events/envelope';
import { pause } from '#shared/durable/within';
import { EventLog } from '../../src/EventLog.ts';
import { EventStream } from '../../src/EventStream.ts';
import type { Env } from '../../src/env.ts';
import type { PublishResult } from '../../src/log/port.ts';
import type { Crash } from '../../src/stream/port.ts';
import { Subscription } from '../../src/Subscription.ts';
import type { Broken } from '../broken.ts';
import type { Step } from './plan.ts';

type Storage = DurableObjectState['storage'];

/** The object's storage does this in place of its own. */
const instead = <Name extends keyof Storage>(ctx: DurableObjectState, name: Name, does: Storage[Name]): DurableObjectState => {
  Object.defineProperty(ctx.storage, name, { value: does, configurable: true });
  return ctx;
};
const unset = (): Promise<void> => Promise.resolve();

class StreamThatNeverArms extends EventStream {
  constructor(ctx: DurableObjectState, env: Env) {
    super(instead(ctx, 'setAlarm', unset), env);
  }
}

class LogThatNeverArms extends EventLog {
  constructor(ctx: DurableObjectState, env: Env) {
    super(instead(ctx, 'setAlarm', unset), env);
  }
}

class PokedThatNeverArms extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(instead(ctx, 'setAlarm', unset), env);
  }
}

class PokedThatArmsLater extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    const arm = ctx.storage.setAlarm.bind(ctx.storage);
    const later = (at: number | Date): Promise<void> => {
      void pause(200).then(() => arm(at));
      return Promise.resolve();
    };
    super(instead(ctx, 'setAlarm', later), env);
  }
}

class StreamWithoutTransaction extends EventStream {
  constructor(ctx: DurableObjectState, env: Env) {
    super(instead(ctx, 'transactionSync', (write) => write()), env);
  }
}

/** Reads whole pages, however often they have failed. */
const wholePages = (db: D1Database): D1Database =>
  ({
    batch: db.batch.bind(db),
    prepare: (sql: string) => {
      const statement = db.prepare(sql);
      const bind = (...values: unknown[]) => statement.bind(...(sql.endsWith('LIMIT ?') ? [...values.slice(0, -1), 200] : values));
      return Object.assign(Object.create(statement) as D1PreparedStatement, { bind, first: statement.first.bind(statement) });
    },
  }) as unknown as D1Database;

class PagesThatNeverShrink extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, DB: wholePages(env.DB) });
  }
  override poke(name: SubscriptionName, before: number, head: number): Promise<void> {
    return super.poke(name, before, head, []);
  }
}

const consumers = (env: Env, change: (consumer: ConsumerPort) => ConsumerPort): Env => ({
  ...env,
  ALBUM: { ...env.ALBUM, ...change(env.ALBUM) },
  SAGA: change(env.SAGA),
});

/** Takes every failure for one of the consumer as a whole. */
class NothingIsParked extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    let failed = false;
    const change = (consumer: ConsumerPort): ConsumerPort => ({
      deliverParked: (event) => consumer.deliverParked(event),
      deliver: async (delivery) => {
        if (failed && delivery.from === delivery.to) throw new Error('out of order');
        failed = delivery.events.length > 0;
        const answer = await consumer.deliver(delivery);
        failed = false;
        return answer;
      },
    });
    super(ctx, consumers(env, change));
  }
}

class CheckpointBeforeTheConsumer extends Subscription {
  override async poke(name: SubscriptionName, before: number, head: number, events: LoggedEvent[]): Promise<void> {
    await super.poke(name, before, head, events);
    this.ctx.storage.kv.put('state', { name, checkpoint: head, trouble: null });
  }
}

class StreamThatGuessesPositions extends EventStream {
  override async append(request: AppendRequest, crash?: Crash): Promise<AppendResult> {
    const answer = await super.append(request, crash);
    return answer.ok && answer.position === null ? { ...answer, position: answer.version } : answer;
  }
}

class StreamWithoutExpectation extends EventStream {
  override append(request: AppendRequest, crash?: Crash): Promise<AppendResult> {
    return super.append({ ...request, expected_version: request.events.length > 0 ? 'any' : request.expected_version }, crash);
  }
}

/** Answers with where the stream is now, not with where the event is. */
class StreamThatForgetsItsAnswer extends EventStream {
  override async append(request: AppendRequest, crash?: Crash): Promise<AppendResult> {
    const answer = await super.append(request, crash);
    return answer.ok ? { ...answer, version: (await this.read(0, null)).version } : answer;
  }
}

class StreamThatRewrites extends EventStream {
  override append(request: AppendRequest, crash?: Crash): Promise<AppendResult> {
    for (const { id, data } of request.events)
      this.ctx.storage.sql.exec('UPDATE events SET data = ? WHERE id = ?', JSON.stringify(data), id);
    return super.append(request, crash);
  }
}

/** Takes what it has in its queue for committed. */
class LogThatAnswersEarly extends EventLog {
  override async publish(aggregateId: string, events: StreamEvent[]): Promise<PublishResult> {
    const failed = { ok: true as const, positions: events.map(() => 0) };
    return super.publish(aggregateId, events).catch(() => failed);
  }
}

const rowByRow: Broken['batch'] = async (db, statements, fails) => {
  const results: D1Result[] = [];
  for (const statement of statements) {
    if (fails && results.length > 0) throw new Error('D1 fails between two rows');
    results.push(...(await db.batch([statement])));
  }
  return results;
};

export interface BrokenShell {
  broken: Broken;
  story: Step[];
}

const append = (stream: number, more: Partial<Extract<Step, { do: 'append' }>> = {}): Step =>
  ({ do: 'append', stream, expected: 'any', size: 1, writers: 1, bad: false, in_between: false, ...more });
/** It dies once the poke is answered, before the consumer has heard anything. */
const diesPoked = (step: SubscriptionName): Step => fault({ at: 'deliver', step, kind: 'crash_before', times: 1, delay_ms: 30 });
const fault = (...faults: Extract<Step, { do: 'faults' }>['faults']): Step => ({ do: 'faults', seed: 1, faults });

/** What each breaks, and the guarantee that says so. */
export const BROKEN_SHELLS: Record<string, BrokenShell> = {
  'S6: the stream never arms its outbox alarm': {
    broken: { stream: StreamThatNeverArms },
    story: [fault({ at: 'append', kind: 'crash_after', times: 1 }), append(0)],
  },
  'X1: the log never arms its alarm': {
    broken: { log: LogThatNeverArms },
    story: [fault({ at: 'poke', step: 'notification', kind: 'crash_before', times: 1 }), append(0)],
  },
  'X1: a poked subscription never arms its alarm': {
    broken: { subscription: PokedThatNeverArms },
    story: [diesPoked('notification'), append(0)],
  },
  'X1: a poke is acknowledged before the alarm is armed': {
    broken: { subscription: PokedThatArmsLater },
    story: [diesPoked('notification'), append(0)],
  },
  'S3: a batch is not one transaction': {
    broken: { stream: StreamWithoutTransaction },
    story: [append(0, { bad: true })],
  },
  'X3: pages never shrink': {
    broken: { subscription: PagesThatNeverShrink },
    story: [{ do: 'suffer', stream: 0, consumer: 'album' }],
  },
  'X3: an event never parks': {
    broken: { subscription: NothingIsParked },
    story: [{ do: 'suffer', stream: 0, consumer: 'album' }],
  },
  'X1: the checkpoint is saved before the consumer has committed': {
    broken: { subscription: CheckpointBeforeTheConsumer },
    story: [diesPoked('saga'), append(0)],
  },
  'S5: a position is answered that the log has not given': {
    broken: { stream: StreamThatGuessesPositions },
    story: [append(0), fault({ at: 'publish', kind: 'error', times: 1 }), append(1)],
  },
  'S1: what is stored is rewritten': {
    broken: { stream: StreamThatRewrites },
    story: [append(0), { do: 'resend', nth: 0, payload: 'other' }],
  },
  'S2: the expected version is not looked at': {
    broken: { stream: StreamWithoutExpectation },
    story: [append(0, { expected: 3 })],
  },
  'S4: a repeat is answered with where the stream is now': {
    broken: { stream: StreamThatForgetsItsAnswer },
    story: [append(0), append(0), { do: 'resend', nth: 0, payload: 'same' }],
  },
  'S6: the log answers what it has not committed': {
    broken: { log: LogThatAnswersEarly },
    story: [fault({ at: 'publish', kind: 'error', times: 1 }), append(0)],
  },
  'P2: the read model commits row by row': {
    broken: { batch: rowByRow },
    story: [{ do: 'd1', fails: ['before', 'before'] }, append(0)],
  },
};
