// Whether the log has room for events, as far as this isolate knows: an append never waits for the answer. While there is no room, what
// people ask for is refused and says why, so that nothing piles up before the log; what sagas have begun they may end.
import type { AppendRequest, AppendResult } from '../ports/eventstore.ts';
import { isAhead } from '../runtime/alarm.ts';
import { THE_LOG, type StoreEnv } from './env.ts';

const KNOWN_MS = 2_000;

interface Known {
  full: boolean;
  until: number;
}

const heard = new WeakMap<object, Known>();

/** The refusal of an append for which there is no room, or null. */
export function refusedForRoom(
  env: Pick<StoreEnv, 'DB' | 'LOG'>,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
  { events }: Pick<AppendRequest, 'events'>,
): Extract<AppendResult, { ok: false }> | null {
  const now = Date.now();
  const known = heard.get(env.DB) ?? { full: false, until: 0 };
  if (!isAhead(known.until, now, KNOWN_MS)) {
    heard.set(env.DB, { ...known, until: now + KNOWN_MS });
    ctx.waitUntil(ask(env).catch(() => undefined));
  }
  if (!known.full || events.some(({ metadata }) => metadata.saga_id !== undefined)) return null;
  return { ok: false, code: 'storage_full', detail: 'the log has no room for another event' };
}

async function ask({ DB, LOG }: Pick<StoreEnv, 'DB' | 'LOG'>): Promise<void> {
  heard.set(DB, { full: await LOG.getByName(THE_LOG).isFull(), until: Date.now() + KNOWN_MS });
}
