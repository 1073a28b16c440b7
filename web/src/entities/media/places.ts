// The places of the grid. A file has its place from the moment that it was chosen, and its media takes the same place: so
// nothing that is shown moves while many files come in, however they overtake each other on the way. Pure.
import type { Upload } from '../upload/queue.ts';
import type { Media } from './media.ts';

export type Place =
  | { key: string; media: Media }
  /** A file on its way: its name is all that is known. */
  | { key: string; media: null; filename: string };

type Sent = Pick<Upload, 'id' | 'file' | 'state' | 'mediaId' | 'duplicate'>;

interface Known {
  /** All media are listed: what is not, is still to come or was taken back. */
  complete: boolean;
  /** Whether the saga of a media item has turned back or ended without it. */
  isGone: (mediaId: string) => boolean;
}

const toPlace = (media: Media): Place => ({ key: media.id, media });

/** @param uploads in the order in which they were chosen; @param media newest first */
export function placesOf(media: readonly Media[], uploads: readonly Sent[], known: Known): Place[] {
  const listed = new Map(media.map((one) => [one.id, one]));
  const sent = uploads.filter(({ duplicate, state }) => !duplicate && state !== 'failed').toReversed();
  const first = sent.flatMap(({ id, file, mediaId }): Place[] => {
    const there = mediaId === null ? undefined : listed.get(mediaId);
    if (there) return [toPlace(there)];
    const comes = mediaId === null || (known.complete && !known.isGone(mediaId));
    return comes ? [{ key: id, media: null, filename: file.name }] : [];
  });
  const placed = new Set(first.map(({ key }) => key));
  return [...first, ...media.filter(({ id }) => !placed.has(id)).map(toPlace)];
}
