// What goes into the ZIP of an album, as the streams of the album and its media tell it. Pure.
import type { StreamEvent } from '#shared/engine/event/envelope';
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

/** An album on the way through its stream, event by event: of a long one no more is held than what is in it. */
export class AlbumSoFar {
  #album: Omit<AlbumContents, 'media'> | null;
  readonly #media: Set<string>;

  /** @param album where another one has ended */
  constructor(album: Omit<AlbumContents, 'media'> | null = null, media: readonly string[] = []) {
    this.#album = album;
    this.#media = new Set(media);
  }

  take(recorded: StreamEvent): this {
    const event = asDomainEvent(recorded);
    switch (event.event_type) {
      case 'AlbumCreated':
      case 'AlbumDetailsChanged':
        this.#album = { user_id: event.data.user_id, name: event.data.name };
        break;
      case 'AlbumDeleted':
        this.#album = null;
        break;
      case 'MediaAddedToAlbum':
        this.#media.add(event.data.media_id);
        break;
      case 'MediaRemovedFromAlbum':
        this.#media.delete(event.data.media_id);
        break;
      default:
        break;
    }
    return this;
  }

  /** For another one to go on with. */
  soFar(): { album: Omit<AlbumContents, 'media'> | null; media: string[] } {
    return { album: this.#album, media: [...this.#media] };
  }

  /** Null when it is not there (any more). */
  contents(): AlbumContents | null {
    return this.#album && { ...this.#album, media: [...this.#media] };
  }
}

const GONE = ['MediaDeleted', 'MediaUploadCompensated'];

/** The file of a media item after one more event; null before its upload. Once deleted it stays deleted. */
export function fileAfter(file: ZipFile | 'gone' | null, recorded: StreamEvent): ZipFile | 'gone' | null {
  const event = asDomainEvent(recorded);
  if (file === 'gone' || GONE.includes(event.event_type)) return 'gone';
  if (event.event_type === 'MediaUploaded') {
    const { filename: name, size } = event.data;
    return { media_id: recorded.aggregate_id, name, size, date: recorded.created_at };
  }
  // What the clock of the camera said: a ZIP knows no time zone either.
  if (event.event_type === 'MediaDescribed' && file && event.data.taken)
    return { ...file, date: `${event.data.taken.local}Z` };
  if (event.event_type === 'MediaRenamed' && file) return { ...file, name: event.data.filename };
  return file;
}
