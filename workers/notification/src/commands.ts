// What a person may do to notifications: read one, read all. Each is a NotificationRead in its own stream.
import type { HandleOptions } from '#shared/engine/command/handling';
import { batchedStore } from '#shared/engine/command/batched';
import { derivedUuid } from '#shared/engine/event/ids';
import { isAhead } from '#shared/engine/runtime/alarm';
import { APPENDS_AT_ONCE, type EventStorePort } from '#shared/engine/ports/eventstore';
import type { Metadata } from '#shared/engine/event/envelope';
import { Problem } from '#shared/http/problem';
import { log } from '#shared/engine/runtime/log';
import { writtenAt, type Written } from '#shared/http/consistency';
import { notifications } from './aggregates.ts';
import type { Env } from './env.ts';
import { inboxOf } from './projections/inbox/query.ts';

/**
 * One call reads a page, and one appends what came of it: a request may call other Workers 32 times. Its caller waits, so it begins
 * no further page when that has taken long.
 */
const ONE_REQUEST = { page: APPENDS_AT_ONCE, pages: 12, mostMs: 2_000 };
/** How long a request waits for a position, even if its client prefers not to: the last one represents all of its streams. */
const POSITION_MS = 1_000;

type Writing = { EVENTS: EventStorePort };

/** Marks one notification of the caller as read. */
export async function markRead(
  env: Writing,
  metadata: Metadata,
  aggregate_id: string,
  options: HandleOptions,
): Promise<Written> {
  const command = { type: 'markRead', reader: metadata.user_id } as const;
  const marked = await notifications.respond(env.EVENTS, aggregate_id, command, metadata, options);
  return writtenAt(aggregate_id, marked);
}

export interface MarkedRead {
  /** The last of them in the log, or null when there was nothing to do. */
  last: Written | null;
  /** The ones sent before this position are left for another request; null when none is left. */
  rest: number | null;
  /** How many cannot be marked: the inbox shows them, and the reader has no stream of them. */
  refused: number;
}

/**
 * Marks as read all that the inbox shows as unread, as far as one request goes. What is sent in the meantime stays unread, as the
 * caller has not seen it. A crash on the way leaves some of them unread; asking again does the rest.
 * @param before only those sent before this position
 */
export async function markAllRead(
  env: Pick<Env, 'DB' | 'EVENTS'>,
  metadata: Metadata,
  before?: number,
  { page, pages, mostMs } = ONE_REQUEST,
): Promise<MarkedRead> {
  let last: Written | null = null;
  let rest = before;
  let refused = 0;
  const end = Date.now() + mostMs;
  for (let n = 0; n === 0 || (n < pages && isAhead(end, Date.now(), mostMs)); n++) {
    const rows = await inboxOf(env.DB, metadata.user_id, { unread: true, limit: page, before: rest });
    const store = { EVENTS: batchedStore(env.EVENTS) };
    const written = await Promise.all(rows.map(({ id }) => markOne(store, metadata, id)));
    for (const one of written)
      if (one === null) refused++;
      else if ((one.position ?? 0) >= (last?.position ?? 0)) last = one;
    rest = rows.at(-1)?.position;
    if (rows.length < page) return { last, rest: null, refused };
  }
  return { last, rest: rest ?? null, refused };
}

/** Null where the reader has no stream of what the inbox shows: such a row keeps no other from being marked. */
const markOne = (env: Pick<Writing, 'EVENTS'>, metadata: Metadata, id: string): Promise<Written | null> =>
  markRead(env, { ...metadata, command_id: derivedUuid('read', metadata.command_id, id) }, id, {
    positionWithinMs: POSITION_MS,
    awaitedBy: 'notification',
  }).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'notification_not_found') throw error;
    log('warn', 'the inbox shows what no stream has', { notification_id: id });
    return null;
  });
