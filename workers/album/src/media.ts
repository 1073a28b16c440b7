// Asks the media item's own stream for its state. Between this answer and the append to the album the media may be
// deleted: the log then orders the add after MediaDeleted, and reactions/deleted-media-policy.ts takes it out again.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import { isIdOf } from '#shared/mediahub/ids';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import { foldStream, type FoldedStream } from '#shared/engine/command/read-stream';
import { evolve, UNKNOWN, type MediaEligibility } from './domain/media-eligibility.ts';

/** In the log the media item precedes every decision about it. */
const LOGGED_MS = 2_000;

const evolveNext = (eligibility: MediaEligibility, event: StreamEvent) =>
  evolve(eligibility, asDomainEvent(event));

/** Folds the media item's stream. Never the log, which may not have a media item that was just uploaded. */
export const foldMedia = (reader: EventReaderPort, mediaId: string): Promise<FoldedStream<MediaEligibility>> =>
  foldStream(reader, mediaId, UNKNOWN, evolveNext, { logged_within_ms: LOGGED_MS });

/** Unknown also where the id cannot be that of a media item: that opens no stream. */
export const mediaEligibility = async (reader: EventReaderPort, mediaId: string): Promise<MediaEligibility> =>
  isIdOf('media', mediaId) ? (await foldMedia(reader, mediaId)).state : UNKNOWN;
