// What goes into the ZIP of an album, as the streams of the album and its media tell it. Pure.
import type { StreamEvent } from '#shared/engine/envelope';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';

export interface ZipFile {
  media_id: string;
  /** Unique within the ZIP, and no path. */
  name: string;
  size: number;
  /** When it was taken, or else uploaded. Absent where an older version settled what goes in. */
  date?: string | undefined;
}

export interface AlbumContents {
  user_id: string;
  name: string;
  media: string[];
}

/** The album as its stream leaves it; null when it is not there (any more). */
export function contentsOf(events: readonly StreamEvent[]): AlbumContents | null {
  let album: AlbumContents | null = null;
  const media = new Set<string>();
  for (const event of events.map(asDomainEvent))
    switch (event.event_type) {
      case 'AlbumCreated':
      case 'AlbumDetailsChanged':
        album = { user_id: event.data.user_id, name: event.data.name, media: [] };
        break;
      case 'AlbumDeleted':
        album = null;
        break;
      case 'MediaAddedToAlbum':
        media.add(event.data.media_id);
        break;
      case 'MediaRemovedFromAlbum':
        media.delete(event.data.media_id);
        break;
      default:
        break;
    }
  return album && { ...album, media: [...media] };
}

const GONE = ['MediaDeleted', 'MediaUploadCompensated'];

/** The file of a media; null when it is gone. */
export function fileOf(media_id: string, events: readonly StreamEvent[]): ZipFile | null {
  let file: ZipFile | null = null;
  for (const event of events.map(asDomainEvent)) {
    if (GONE.includes(event.event_type)) return null;
    if (event.event_type === 'MediaUploaded')
      file = { media_id, name: event.data.filename, size: event.data.size, date: event.created_at };
    // What the clock of the camera said: a ZIP knows no time zone either.
    if (event.event_type === 'MediaDescribed' && file && event.data.taken)
      file = { ...file, date: `${event.data.taken.local}Z` };
    if (event.event_type === 'MediaRenamed' && file) file = { ...file, name: event.data.filename };
  }
  return file;
}
