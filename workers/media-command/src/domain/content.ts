// The Content aggregate as a decider: one stream for the same bytes of one user, and at any time one media that holds them.
// Pattern: a unique constraint over a set is a stream of its own, whose version decides between two claims to the same content.
import type { ContentEvent } from '#shared/mediahub/events/content';
import { accept, type Decider, type Decision } from '#shared/engine/command/decider';

/** `holder`: the media that holds these bytes; null when they never came. */
export interface Content {
  holder: string | null;
}

export interface ContentCommand {
  type: 'claim';
  user_id: string;
  /** The claimant. */
  media_id: string;
  /** A holder that has ended, and whose place is free for that; null where none is known. */
  in_place_of: string | null;
}

/** Held by another is no refusal: the caller learns the holder from the state, and checks that holder. */
function decide({ user_id, media_id, in_place_of }: ContentCommand, { holder }: Content): Decision<ContentEvent> {
  const free = holder === null || holder === in_place_of;
  return free && holder !== media_id
    ? accept({ event_type: 'ContentClaimed', data: { user_id, media_id } })
    : accept();
}

export const content: Decider<Content, ContentCommand, ContentEvent> = {
  initialState: { holder: null },
  decide,
  evolve: (_, event) => ({ holder: event.data.media_id }),
};
