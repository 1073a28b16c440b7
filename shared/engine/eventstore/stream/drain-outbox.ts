// Publishing a stream's outbox, from its lowest unpublished version, page by page, until the log has everything.
import { log, tracesOf } from '#shared/engine/runtime/log';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { PublishResult } from '../log/port.ts';
import type { StreamRows } from './rows.ts';

const PAGE = 100;

/** @returns false when the log could not take it all: try again later. */
export async function drainOutbox(
  rows: Pick<StreamRows, 'outbox' | 'published' | 'unpublishAfter'>,
  publish: (events: StreamEvent[]) => Promise<PublishResult>,
): Promise<boolean> {
  // Read again after every page, so events appended since are taken too.
  for (let page = rows.outbox(PAGE); page.length > 0; page = rows.outbox(PAGE)) {
    // A crash after this call leaves the events in the log and in the outbox: publishing again gives the same
    // positions, because the log knows (aggregate_id, version).
    const result = await publish(page);
    if (!result.ok) {
      if (result.code === 'gap') rows.unpublishAfter(result.last_version);
      return false;
    }
    rows.published(page, result.positions);
  }
  return true;
}

/** The log did not answer: what is in the outbox stays there. */
export function notPublished(events: StreamEvent[], error: unknown): PublishResult & { ok: false } {
  const [first] = events;
  log('warn', 'outbox not published', { aggregate_id: first?.aggregate_id, trace_ids: tracesOf(events), error });
  return { ok: false, code: 'unavailable', last_version: 0 };
}
