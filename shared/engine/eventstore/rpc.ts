// What other Workers may call. A binding is a capability: who holds EventReaderRpc can only read, and the
// `props` of an EventStoreRpc binding name the aggregate types that it may append to.
import { WorkerEntrypoint } from 'cloudflare:workers';
import { invalid } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/envelope';
import type { ChaosPort, Edge, Fault } from '#shared/engine/faults/plan';
import type {
  AppendRequest,
  AppendResult,
  Comparison,
  ComparisonPort,
  EventReaderPort,
  EventStorePort,
  LogQuery,
  ReadOptions,
  Snapshot,
  StreamSlice,
  SubscriptionName,
  SubscriptionPort,
  WaitResult,
} from '#shared/engine/ports/eventstore';
import { appendPoint, isActive } from '../faults/append-point.ts';
import { compareWithLog } from './compare-with-log.ts';
import { THE_SWITCH, type Env } from './env.ts';
import * as log from './log/store.ts';

const MAX_READ = 1_000;

async function readStream(env: Env, id: string, options: ReadOptions = {}): Promise<StreamSlice> {
  return env.STREAM.getByName(id).read(options.after_version ?? 0, options.command_id ?? null, options.snapshot);
}

async function readLog(env: Env, query: LogQuery): Promise<{ head: number; events: LoggedEvent[] }> {
  // The head is read first: every position up to it is then visible to the second read.
  const head = await log.head(env.DB);
  const { after, user_id } = query;
  if (after >= head) return { head, events: [] };
  const limit = Math.min(query.limit, MAX_READ);
  return { head, events: await log.read(env.DB, { after, user_id, limit }) };
}

/** Reading streams and the log. */
export class EventReaderRpc extends WorkerEntrypoint<Env> implements EventReaderPort {
  readStream(aggregateId: string, options?: ReadOptions): Promise<StreamSlice> {
    return readStream(this.env, aggregateId, options);
  }
  readLog(query: LogQuery): Promise<{ head: number; events: LoggedEvent[] }> {
    return readLog(this.env, query);
  }
}

/** Reading, and appending events of the aggregate types that the binding's `props` name. */
export class EventStoreRpc
  extends WorkerEntrypoint<Env, { aggregate_types?: string[] }>
  implements EventStorePort, ComparisonPort
{
  readStream(aggregateId: string, options?: ReadOptions): Promise<StreamSlice> {
    return readStream(this.env, aggregateId, options);
  }
  readLog(query: LogQuery): Promise<{ head: number; events: LoggedEvent[] }> {
    return readLog(this.env, query);
  }
  compareWithLog(aggregateIds: readonly string[]): Promise<Comparison> {
    return compareWithLog(this.env, aggregateIds);
  }

  /** @throws when the binding may not append to this aggregate type. */
  async append(request: AppendRequest): Promise<AppendResult> {
    const { aggregate_id, aggregate_type, events } = request;
    if (!this.ctx.props.aggregate_types?.includes(aggregate_type))
      throw new Error(`this binding may not append to ${aggregate_type}`);
    if (!aggregate_id.startsWith(`${aggregate_type.toLowerCase()}-`))
      return { ok: false, code: 'invalid_append', detail: `${aggregate_id} is no ${aggregate_type}` };
    for (const event of events) {
      const detail = invalid(aggregate_type, event);
      if (detail) return { ok: false, code: 'invalid_append', detail };
    }
    const stream = this.env.STREAM.getByName(aggregate_id);
    return appendPoint(this.env).around(aggregate_id, (crash) => stream.append(request, crash));
  }

  /** @throws when the binding may not append to this aggregate type. */
  async saveSnapshot(aggregateId: string, snapshot: Snapshot): Promise<void> {
    const [kind] = aggregateId.split('-');
    if (!this.ctx.props.aggregate_types?.some((type) => type.toLowerCase() === kind))
      throw new Error(`this binding may not keep snapshots of ${kind}`);
    await this.env.STREAM.getByName(aggregateId).saveSnapshot(snapshot);
  }
}

/** Waiting for a read model. */
export class SubscriptionRpc extends WorkerEntrypoint<Env> implements SubscriptionPort {
  waitFor(name: SubscriptionName, position: number, timeoutMs: number): Promise<WaitResult> {
    return this.env.SUBSCRIPTION.getByName(name).waitFor(name, position, timeoutMs);
  }
}

/** Drawing faults for the edges that lie outside the event store. */
export class ChaosRpc extends WorkerEntrypoint<Env> implements ChaosPort {
  async draw(at: Edge, step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on' || !(await isActive(this.env))) return null;
    return this.env.CHAOS.getByName(THE_SWITCH).draw(at, step);
  }
}
