// When a stream hands its outbox to the log: at once where a caller waits for it, otherwise what a moment has brought, in one
// call. One call at a time, again and again until the log has everything; what is in memory here the stream's alarm repeats.
import { backoffMs } from '#shared/engine/runtime/backoff';
import { inTime, pause, within } from '#shared/engine/runtime/deadline';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { LogPort, PublishResult } from '../log/port.ts';
import { drainOutbox, notPublished } from './drain-outbox.ts';
import type { LogComparison } from './LogComparison.ts';
import type { StreamRows } from './rows.ts';

/** The log answers within its own deadlines; one publisher that waits forever would be the last one. */
const PUBLISH_MS = 60_000;
/** A report to the log that takes longer is overtaken by the next publishing. */
const REPORT_MS = 5_000;
const RETRY = { base_ms: 50, cap_ms: 5_000 };
/** How long events gather while no one waits for them. */
const GATHER_MS = 10;

export interface PublisherDependencies {
  rows: Pick<StreamRows, 'aggregateId' | 'outbox' | 'outboxDepth' | 'published' | 'unpublishAfter' | 'position'>;
  comparison: Pick<LogComparison, 'confirm' | 'divergedAt' | 'doubt' | 'sayLost' | 'takeIsNew'>;
  log(): Pick<LogPort, 'publish' | 'outboxHolds'>;
  /** The stream's name, for people. */
  name: string;
  /** Publishing failed: the alarm tries again at this time. */
  retryAt(time: number): void;
  inBackground(work: Promise<unknown>): void;
}

export interface Waiting {
  /** The subscription that a caller waits for, which receives the events at once. */
  awaitedBy?: string | undefined;
  /** A consumer acts on these events although no caller waits for the answer. */
  atOnce?: boolean;
}

export class Publisher {
  #publishing: Promise<void> | null = null;
  #gathering: Promise<void> | null = null;
  /** The last report of what the outbox holds, until the log has answered it. */
  #reporting: Promise<void> | null = null;
  #failures = 0;
  /** Subscriptions that callers wait for, since the last publishing. */
  readonly #awaitedBy = new Set<string>();

  constructor(private readonly dependencies: PublisherDependencies) {}

  /** Publishes what is not published yet, with retries, and waits at most this long. */
  async positionOf(version: number, withinMs: number, { awaitedBy, atOnce }: Waiting): Promise<number | null> {
    const { rows, inBackground } = this.dependencies;
    if (rows.position(version) !== null) return rows.position(version);
    if (awaitedBy !== undefined) this.#awaitedBy.add(awaitedBy);
    if (withinMs === 0) {
      inBackground(atOnce ? this.publish() : this.#publishSoon());
      return null;
    }
    let over = false;
    const timer = setTimeout(() => (over = true), withinMs);
    try {
      while (!over && rows.position(version) === null) {
        await within(withinMs, this.publish());
        if (rows.position(version) === null) await pause(RETRY.base_ms);
      }
      return rows.position(version);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One publisher at a time. It reads the outbox again after every page, so it also takes events appended since. */
  publish(): Promise<void> {
    this.#publishing ??= this.#drainOutbox().finally(() => (this.#publishing = null));
    return this.#publishing;
  }

  /** A crash before the moment is over leaves the alarm, which publishes. */
  #publishSoon(): Promise<void> {
    this.#gathering ??= pause(GATHER_MS).then(() => {
      this.#gathering = null;
      return this.publish();
    });
    return this.#gathering;
  }

  async #drainOutbox(): Promise<void> {
    const { rows, comparison, name, retryAt } = this.dependencies;
    // A report that arrived behind the publishing which emptied the outbox would hold for good.
    if (this.#reporting) await within(REPORT_MS, this.#reporting);
    const aggregateId = rows.aggregateId();
    if (aggregateId !== null) await comparison.confirm(aggregateId);
    if (comparison.divergedAt() !== null) return;
    const drained = await drainOutbox(rows, (events) =>
      this.#publishPage(events).catch((error: unknown) => notPublished(events, error)),
    );
    if (drained) this.#failures = 0;
    else {
      retryAt(Date.now() + backoffMs(RETRY, this.#failures++, Math.random()));
      this.#report(aggregateId ?? name, rows.outboxDepth());
    }
  }

  async #publishPage(events: StreamEvent[]): Promise<PublishResult> {
    const { comparison, log } = this.dependencies;
    const about = { awaitedBy: [...this.#awaitedBy], isNew: comparison.takeIsNew() };
    this.#awaitedBy.clear();
    const published = log().publish(events[0]?.aggregate_id ?? '', events, about);
    const result = await inTime(PUBLISH_MS, 'the log', published);
    // One of the two was restored while this object ran: check again.
    if (!result.ok && (result.code === 'diverged' || result.code === 'gap')) comparison.doubt();
    if (!result.ok && result.code === 'gap') await comparison.sayLost(result.last_version);
    return result;
  }

  /** For operators who look for stuck events. Only after a failed publish, and best effort: the alarm does the repair. */
  #report(aggregateId: string, events: number): void {
    const { log, inBackground } = this.dependencies;
    const report = async () => log().outboxHolds(aggregateId, events);
    const reporting = report()
      .catch(() => undefined)
      .finally(() => {
        if (this.#reporting === reporting) this.#reporting = null;
      });
    this.#reporting = reporting;
    inBackground(reporting);
  }
}
