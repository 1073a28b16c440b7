// What other Workers may call. A binding is a capability: a holder of EventReaderRpc can only read, and the
// `props` of an EventStoreRpc binding name the aggregate types that it may append to.
import { WorkerEntrypoint } from 'cloudflare:workers';
import {
  type AppendRequest,
  type AppendResult,
  type Comparison,
  type ComparisonPort,
  type EventReaderPort,
  type EventStorePort,
  type LogPage,
  type LogQuery,
  type ReadOptions,
  type Snapshot,
  type StreamAsked,
  type StreamPoint,
  type StreamSlice,
  type SubscriptionPort,
  type WaitResult,
  APPENDS_AT_ONCE,
  type BatchReaderPort,
  type BatchStorePort,
} from '#shared/engine/ports/eventstore';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { asData } from '../runtime/as-data.ts';
import { isLost } from '../event/epoch.ts';
import { compareWithLog } from './compare-with-log.ts';
import { placeAt } from './log/epochs.ts';
import { subscriptionOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import * as log from './log/store.ts';
import { gapsBetween, setAsideSince } from './log/set-aside.ts';
import { countedAsUnderWay } from './log/siblings.ts';
import { refusedForRoom } from './room.ts';
import { readStream, readStreams } from './stream/read-page.ts';

const MAX_READ = 1_000;
/** An answer between Workers ends at 32 MiB. */
const MAX_BYTES = 24 * 1024 * 1024;

async function readLog(
  env: StoreEnv,
  { catalogue }: Pick<StoreDefinition, 'catalogue'>,
  query: LogQuery,
): Promise<LogPage> {
  const { after, user_id } = query;
  // The head is read first: every position up to it is then visible to the second read.
  const { head, epochs } = await placeAt(env.DB, 0);
  if (after !== Number.MAX_SAFE_INTEGER && isLost(after, epochs, head)) return { head, events: [], lost: true };
  if (after >= head) return { head, events: [] };
  const limit = Math.min(query.limit, MAX_READ);
  const events = await log.read(catalogue, env.DB, { after, user_id, limit, bytes: MAX_BYTES });
  // Each time that something was set aside an epoch began.
  const setAside = epochs.length > 0 ? await setAsideSince(env.DB, 0) : null;
  if (setAside === null) return { head, events };
  const gaps = await gapsBetween(env.DB, after, events.at(-1)?.position ?? after);
  return { head, events, set_aside: { epoch: setAside.epoch, gaps } };
}

/** Reading streams and the log. */
export class EventReaderRpc<Env extends StoreEnv = StoreEnv, Props = unknown>
  extends WorkerEntrypoint<Env, Props>
  implements EventReaderPort, BatchReaderPort
{
  constructor(
    ctx: ExecutionContext<Props>,
    env: Env,
    protected readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
  }

  readStream(aggregateId: string, options?: ReadOptions): Promise<StreamSlice> {
    return readStream(this.env, aggregateId, options);
  }
  readStreams(asked: readonly StreamAsked[]): Promise<StreamSlice[]> {
    return readStreams(this.env, asked);
  }
  readLog(query: LogQuery): Promise<LogPage> {
    return readLog(this.env, this.store, query);
  }
}

/** Which aggregate types a binding may append to. */
export interface AppendProps {
  aggregate_types?: string[];
}

/** Reading, and appending events of the aggregate types that the binding's `props` name. */
export class EventStoreRpc<Env extends StoreEnv = StoreEnv>
  extends EventReaderRpc<Env, AppendProps>
  implements EventStorePort, BatchStorePort, ComparisonPort
{
  compareWithLog(aggregateIds: readonly string[]): Promise<Comparison> {
    return compareWithLog(this.env, aggregateIds);
  }

  /** @throws when the binding may not append to this aggregate type, or the awaited subscription is unknown. */
  async append(request: AppendRequest): Promise<AppendResult> {
    const { aggregate_id, aggregate_type, events } = request;
    if (!this.ctx.props.aggregate_types?.includes(aggregate_type))
      throw new Error(`this binding may not append to ${aggregate_type}`);
    if (!aggregate_id.startsWith(`${aggregate_type.toLowerCase()}-`))
      return { ok: false, code: 'invalid_append', detail: `${aggregate_id} is no ${aggregate_type}` };
    for (const event of events) {
      const detail = this.store.catalogue.invalid(aggregate_type, event);
      if (detail) return { ok: false, code: 'invalid_append', detail };
    }
    if (request.awaited_by !== undefined) subscriptionOf(this.store, request.awaited_by);
    const full = refusedForRoom(this.env, this.ctx, request);
    if (full) return full;
    const stream = this.env.STREAM.getByName(aggregate_id);
    const send = async () => stream.append(request);
    const appending = this.intercept({ kind: 'append', name: aggregate_id, send, request });
    const appended = await countedAsUnderWay(appending);
    return this.#shown(request, asData(appended));
  }

  /** The write is done: a subscription that is late or away costs freshness, never the answer. */
  async #shown(
    { awaited_by: name, shown_within_ms: ms }: AppendRequest,
    appended: AppendResult,
  ): Promise<AppendResult> {
    if (!appended.ok || appended.position === null || name === undefined || ms === undefined) return appended;
    const subscription = this.env.SUBSCRIPTION.getByName(name);
    const waiting = (async () => subscription.waitFor(name, appended.position ?? 0, ms))();
    const waited = await waiting.catch(() => undefined);
    return waited ? { ...appended, shown: waited.reached } : appended;
  }

  async appendAll(requests: readonly AppendRequest[]): Promise<AppendResult[]> {
    if (requests.length > APPENDS_AT_ONCE) throw new Error(`at most ${APPENDS_AT_ONCE} appends are made at once`);
    return Promise.all(requests.map((request) => this.append(request)));
  }

  /** Every call to others goes through here. */
  protected intercept<T>(call: OutgoingCall<T>): Promise<T> {
    return call.send();
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
export class SubscriptionRpc<Env extends StoreEnv = StoreEnv>
  extends WorkerEntrypoint<Env>
  implements SubscriptionPort
{
  constructor(
    ctx: ExecutionContext,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
  }

  /**
   * Of an event its stream says where it is in the log, and the subscription when it has passed that.
   * @throws when the store has no such subscription: naming any other object would create one
   */
  async waitFor(name: string, target: number | StreamPoint, timeoutMs: number): Promise<WaitResult> {
    subscriptionOf(this.store, name);
    const until = Date.now() + timeoutMs;
    const subscription = this.env.SUBSCRIPTION.getByName(name);
    if (typeof target === 'number') return asData(await subscription.waitFor(name, target, timeoutMs));
    const stream = this.env.STREAM.getByName(target.aggregate_id);
    const event = await stream.logged(target.version, timeoutMs, name);
    if (event === null) return { reached: false, checkpoint: (await subscription.status(name)).checkpoint };
    // A clock that was turned back lengthens nothing.
    const left = Math.min(timeoutMs, Math.max(1, until - Date.now()));
    const { position } = event;
    return { ...(await subscription.waitFor(name, position, left, event)), position };
  }
}
