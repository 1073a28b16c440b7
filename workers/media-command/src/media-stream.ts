// The stream of a media, folded: for those who must know where it stands before they work for it.
import { asDomainEvent, type DomainEvent } from '#shared/mediahub/events/catalogue';
import type { StreamEvent } from '#shared/engine/envelope';
import { MEDIA_EVENTS, type MediaEvent } from '#shared/mediahub/events/media';
import type { EventReaderPort, ReadOptions, StreamSlice } from '#shared/engine/ports/eventstore';
import type { Media } from './domain/media-state.ts';
import { media } from './domain/media.ts';

const isOfMedia = (event: DomainEvent): event is MediaEvent => event.event_type in MEDIA_EVENTS;

const evolved = (state: Media, stored: StreamEvent): Media => {
  const event: DomainEvent = asDomainEvent(stored);
  return isOfMedia(event) ? media.evolve(state, event) : state;
};

export interface Loaded extends Pick<StreamSlice, 'events' | 'handled'> {
  state: Media;
}

/** Reads the whole stream; a media has a handful of events. */
export async function loadMedia(
  store: EventReaderPort,
  mediaId: string,
  options: Omit<ReadOptions, 'after_version'>,
): Promise<Loaded> {
  const { events, handled } = await store.readStream(mediaId, options);
  return { events, handled, state: events.reduce(evolved, media.initialState) };
}
