// What a shelf that was restored to an earlier state, or recreated, has lost: the log of its user still tells which exports there are
// and until when. Without it a download would be answered 404, and its ZIP would never end.
import { inTime } from '#shared/engine/runtime/deadline';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';

const LOG_MS = 1_000;
const PAGE = 1_000;

/** What to record of an export. One that has already ended is ended again, which changes nothing. */
export interface OnShelf {
  id: string;
  expires_at?: number;
}

function onShelf({ aggregate_id: id, event_type, data }: LoggedEvent): OnShelf[] {
  switch (event_type) {
    case 'ExportRequested':
      return [{ id }];
    case 'ExportCompleted':
      return [{ id, expires_at: Date.parse((data as { expires_at: string }).expires_at) }];
    default:
      return [];
  }
}

/**
 * The next page of what the log says of this user's exports after a position.
 * @returns where the page ended, and whether there is more; a restore of the log has it read from the start
 */
export async function nextOnShelf(
  store: Pick<EventReaderPort, 'readLog'>,
  user_id: string,
  after: number,
): Promise<{ found: OnShelf[]; followed: number; more: boolean }> {
  const page = await inTime(LOG_MS, 'the log', store.readLog({ after, limit: PAGE, user_id }));
  if (page.lost) return { found: [], followed: 0, more: true };
  const followed = page.events.at(-1)?.position ?? page.head;
  return { found: page.events.flatMap(onShelf), followed, more: followed < page.head };
}
