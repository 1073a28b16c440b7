// Streams and logs with one thing broken each: what they are given is changed (an alarm that is not set), or what they answer.
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { AppendRequest, AppendResult } from '#shared/engine/ports/eventstore';
import { EventLog } from '../../src/development.ts';
import { EventStream } from '../../src/development.ts';
import type { DevelopmentEnv as Env } from '../../src/routes/faults.ts';
import { head } from '#shared/engine/eventstore/log/store';
import type { PublishHints, PublishResult } from '#shared/engine/eventstore/log/port';

type Storage = DurableObjectState['storage'];

/** The object's storage does this in place of its own. */
export const instead = <Name extends keyof Storage>(
  ctx: DurableObjectState,
  name: Name,
  does: Storage[Name],
): DurableObjectState => {
  Object.defineProperty(ctx.storage, name, { value: does, configurable: true });
  return ctx;
};
export const neverArmed = (ctx: DurableObjectState): DurableObjectState =>
  instead(ctx, 'setAlarm', () => Promise.resolve());

export class StreamThatNeverArms extends EventStream {
  constructor(ctx: DurableObjectState, env: Env) {
    super(neverArmed(ctx), env);
  }
}

/** Its alarm is over when its work is, however that ended. */
export class StreamWhoseAlarmEndsItself extends EventStream {
  override async alarm(): Promise<void> {
    await super.alarm();
    await this.ctx.storage.deleteAlarm();
  }
}

export class StreamWithoutTransaction extends EventStream {
  constructor(ctx: DurableObjectState, env: Env) {
    super(
      instead(ctx, 'transactionSync', (write) => write()),
      env,
    );
  }
}

export class StreamThatGuessesPositions extends EventStream {
  override async append(request: AppendRequest): Promise<AppendResult> {
    const answer = await super.append(request);
    return answer.ok && answer.position === null ? { ...answer, position: answer.version } : answer;
  }
}

export class StreamWithoutExpectation extends EventStream {
  override append(request: AppendRequest): Promise<AppendResult> {
    return super.append({ ...request, expected_version: 'any' });
  }
}

/** Answers with where the stream is now, not with where the event is. */
export class StreamThatForgetsItsAnswer extends EventStream {
  override async append(request: AppendRequest): Promise<AppendResult> {
    const answer = await super.append(request);
    return answer.ok ? { ...answer, version: (await this.read(0, null)).version } : answer;
  }
}

export class StreamThatRewrites extends EventStream {
  override async append(request: AppendRequest): Promise<AppendResult> {
    const { version } = await this.summary();
    for (const { id, data } of version === 0 ? [] : request.events)
      this.ctx.storage.sql.exec('UPDATE events SET data = ? WHERE id = ?', JSON.stringify(data), id);
    return super.append(request);
  }
}

export class LogThatNeverArms extends EventLog {
  constructor(ctx: DurableObjectState, env: Env) {
    super(neverArmed(ctx), env);
  }
}

/** Takes what it was handed for committed. */
export class LogThatAnswersEarly extends EventLog {
  override async publish(
    aggregateId: string,
    events: StreamEvent[],
    about?: PublishHints,
  ): Promise<PublishResult> {
    const answered = { ok: true as const, positions: events.map(() => 0) };
    return super.publish(aggregateId, events, about).catch(() => answered);
  }
}

/** Tells before it has committed, and perhaps never does. */
export class LogThatTellsTooEarly extends EventLog {
  override async publish(
    aggregateId: string,
    events: StreamEvent[],
    about?: PublishHints,
  ): Promise<PublishResult> {
    const before = await head(this.env.DB);
    for (const [n, event] of events.entries())
      await this.env.SAGA.deliverParked({ ...event, position: before + 1 + n });
    return super.publish(aggregateId, events, about);
  }
}

/** No one may publish before the stream that has failed. */
export class LogThatStopsAtAFailure extends EventLog {
  #failed: string | null = null;

  override async publish(
    aggregateId: string,
    events: StreamEvent[],
    about?: PublishHints,
  ): Promise<PublishResult> {
    if (this.#failed !== null && this.#failed !== aggregateId)
      return { ok: false, code: 'unavailable', last_version: 0 };
    this.#failed = aggregateId;
    const answer = await super.publish(aggregateId, events, about);
    this.#failed = null;
    return answer;
  }
}
