// What one socket is sent, as a pure state machine: first what it missed, then what comes; nothing lost, doubled or out
// of order. Live events that arrive while the past is still being read wait in a buffer; positions tell which of them
// the past has covered. The Durable Object around it only moves bytes.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/api/live';

/** More missed events than this are not replayed: the browser gets a reset and fetches everything again. */
export const REPLAY_MAX = 200;

export type Feed =
  /** The past is being read. */
  | { readonly phase: 'opening'; readonly waiting: readonly LiveMessage[] }
  /** The browser knows every event up to `position`. */
  | { readonly phase: 'live'; readonly position: number };

/** The feed after something happened, and what goes out to the browser now. */
export type Step = readonly [feed: Feed, send: readonly LiveMessage[]];

/** What the log said about the user's events after `after` (undefined on a first connect). */
export interface Past {
  after: number | undefined;
  head: number;
  /** At most REPLAY_MAX + 1: one more than is replayed says that there are more. */
  events: readonly LoggedEvent[];
  /** A restore took `after` away. */
  lost?: boolean;
}

export const OPENING: Feed = { phase: 'opening', waiting: [] };

/** A message for this user has arrived. */
export function pushed(feed: Feed, message: LiveMessage): Step {
  if (feed.phase === 'opening') return [{ ...feed, waiting: [...feed.waiting, message] }, []];
  if (message.type !== 'event') return [feed, [message]];
  if (message.position <= feed.position) return [feed, []];
  return [{ phase: 'live', position: message.position }, [message]];
}

/** Several messages, in order. */
export const pushedAll = (feed: Feed, messages: readonly LiveMessage[], sent: Step[1] = []): Step =>
  messages.reduce<Step>(
    ([state, before], message) => {
      const [next, now] = pushed(state, message);
      return [next, [...before, ...now]];
    },
    [feed, sent],
  );

/** The past has been read: send it, then what waited. */
export function opened(feed: Feed, past: Past): Step {
  if (feed.phase === 'live') return [feed, []];
  const { position, messages } = replay(past);
  return pushedAll({ phase: 'live', position }, feed.waiting, messages);
}

/**
 * A position beyond the head comes from before a restore. A reset ends at the head: what the browser then
 * fetches holds everything up to it. A replay ends at its last event: a later one may be below a head read before it.
 */
function replay({ after, head, events, lost }: Past): { position: number; messages: LiveMessage[] } {
  if (after === undefined || lost || after > head || events.length > REPLAY_MAX)
    return { position: head, messages: [{ type: 'reset', position: head }] };
  return {
    position: events.at(-1)?.position ?? after,
    messages: events.map((event) => ({ type: 'event', position: event.position, event })),
  };
}
