// Subscriptions, and a read model, with one thing broken each.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { limitTo } from '#shared/engine/runtime/limit';
import { pause } from '#shared/engine/runtime/deadline';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ConsumerPort, Delivery } from '#shared/engine/ports/consumer';
import { checkpointOf, deliver } from '#shared/engine/projection/deliver';
import { Subscription } from '../../src/development.ts';
import type { DevelopmentEnv as Env } from '../../src/routes/faults.ts';
import { instead, neverArmed } from './faulty-streams.ts';
import { CONSUMERS } from './plan.ts';

export class PokedThatNeverArms extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(neverArmed(ctx), env);
  }
}

export class PokedThatArmsLater extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    const arm = ctx.storage.setAlarm.bind(ctx.storage);
    const later = (at: number | Date): Promise<void> => {
      void pause(400).then(() => arm(at));
      return Promise.resolve();
    };
    super(instead(ctx, 'setAlarm', later), env);
  }
}

/** Reads whole pages, however often they have failed. */
const wholePages = (db: D1Database): D1Database =>
  ({
    prepare: (sql: string) => {
      const statement = db.prepare(sql);
      const bind = (...values: unknown[]) =>
        statement.bind(...(sql.endsWith(limitTo('?')) ? [...values.slice(0, -1), 200] : values));
      return { bind, first: () => statement.first() };
    },
  }) as unknown as D1Database;

export class PagesThatNeverShrink extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, { ...env, DB: wholePages(env.DB) });
  }
  override notify(name: SubscriptionName, before: number, head: number): Promise<void> {
    return super.notify(name, before, head, []);
  }
}

/** Takes every failure for one of the consumer as a whole. */
const outOfOrder = <Port extends ConsumerPort>(consumer: Port): Port => {
  let failed = false;
  return {
    ...consumer,
    deliverParked: (event: LoggedEvent) => consumer.deliverParked(event),
    deliver: async (delivery: Delivery) => {
      if (failed && delivery.from === delivery.to) throw new Error('out of order');
      failed = delivery.events.length > 0;
      const answer = await consumer.deliver(delivery);
      failed = false;
      return answer;
    },
  };
};

export class NothingIsParked extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    const none = CONSUMERS.map((name) => {
      const binding = name.toUpperCase() as Uppercase<SubscriptionName>;
      return [binding, outOfOrder(env[binding])];
    });
    super(ctx, { ...env, ...Object.fromEntries(none) });
  }
}

export class CheckpointBeforeTheConsumer extends Subscription {
  override async notify(
    name: SubscriptionName,
    before: number,
    head: number,
    events: LoggedEvent[],
  ): Promise<void> {
    await super.notify(name, before, head, events);
    this.ctx.storage.kv.put('state', { name, checkpoint: head, trouble: null });
  }
}

/** Replaces a part of the object's SQL statements by another one. */
const rewritten = (ctx: DurableObjectState, part: string, other: string): DurableObjectState => {
  const { sql } = ctx.storage;
  const exec = (query: string, ...values: unknown[]) => sql.exec(query.replace(part, other), ...values);
  return instead(ctx, 'sql', { exec } as unknown as SqlStorage);
};

export class ParkedThatHoldsNoPartition extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(rewritten(ctx, 'WHERE partition_key IN', 'WHERE 0 AND partition_key IN'), env);
  }
}

export class ParkedThatStays extends Subscription {
  constructor(ctx: DurableObjectState, env: Env) {
    super(rewritten(ctx, 'DELETE FROM parked WHERE', 'DELETE FROM parked WHERE 0 AND'), env);
  }
}

/** Rows and checkpoint are not one batch. */
export const rowByRow: typeof deliver = (db, projection, delivery) => {
  const batch = async (statements: D1PreparedStatement[]) => {
    const results: D1Result[] = [];
    for (const statement of statements) results.push(...(await db.batch([statement])));
    return results;
  };
  return deliver({ prepare: db.prepare.bind(db), batch } as unknown as D1Database, projection, delivery);
};

/** What comes again is applied again, and what came after it is thrown away. Pages get smaller at every failure. */
export const startsOver: typeof deliver = async (db, { name, project }, { from, to, events }) => {
  const at = await checkpointOf(db, name);
  if (from === to || at < from) return { checkpoint: at };
  await db.batch([
    db.prepare('DELETE FROM applied WHERE position > ?1').bind(from),
    db.prepare('UPDATE checkpoint SET position = ?1, event_id = NULL').bind(to),
    ...events.flatMap((event) => project(event, 1)),
  ]);
  return { checkpoint: to };
};
