// Asks the media item's own stream for its state. Between this answer and the append to the album the media may be
// deleted: the log then orders the add after MediaDeleted, and reactions/deleted-media-policy.ts takes it out again.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import { isIdOf } from '#shared/mediahub/ids';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import { foldStream, type FoldedStream } from '#shared/engine/command/read-stream';
import { evolve, UNKNOWN, type MediaStanding } from './domain/media-eligibility.ts';

/** In the log the media item precedes every decision about it. */
const LOGGED_MS = 2_000;

const evolveNext = (standing: MediaStanding, event: StreamEvent) => evolve(standing, asDomainEvent(event));

/** The stream itself is asked, never the log first: a media item that was just uploaded may not be there yet. */
export const mediaSoFar = (reader: EventReaderPort, mediaId: string): Promise<FoldedStream<MediaStanding>> =>
  foldStream(reader, mediaId, UNKNOWN, evolveNext, { logged_within_ms: LOGGED_MS });

export const mediaStanding = async (reader: EventReaderPort, mediaId: string): Promise<MediaStanding> =>
  isIdOf('media', mediaId) ? (await mediaSoFar(reader, mediaId)).state : UNKNOWN;
