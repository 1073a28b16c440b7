// What a media item is, as a union by status (impossible states cannot be written), and how its events change it.
import type { MEDIA_EVENTS, MediaEvent } from '#shared/mediahub/events/media';
import { assertNever } from '#shared/engine/command/decider';
import type * as z from 'zod';

/** What was uploaded, and by whom. Never changes: a retried upload is recognised by it. */
export type Upload = z.infer<typeof MEDIA_EVENTS.MediaUploaded>;
export type Processed = z.infer<typeof MEDIA_EVENTS.MediaProcessed>;
export type Rendered = z.infer<typeof MEDIA_EVENTS.MediaRendered>;
export type Described = z.infer<typeof MEDIA_EVENTS.MediaDescribed>;
export type Failure = z.infer<typeof MEDIA_EVENTS.MediaProcessingFailed>;

/** The present name; `upload.filename` is the first one. */
interface Named {
  upload: Upload;
  filename: string;
}

/** Which renditions it has. Null: only the thumbnail of a time before there were others, or nothing at all. */
type Made = Pick<Rendered, 'recipe' | 'made_of' | 'sides'>;

export type Media =
  | { status: 'none' }
  | ({ status: 'uploaded' } & Named)
  | ({ status: 'processed'; pictured: boolean; rendered: Made | null } & Named)
  | ({ status: 'failed'; failure: Failure } & Named)
  /** The upload was undone. A tombstone: nothing brings it back. */
  | ({ status: 'compensated' } & Named)
  /** Deleted by its owner; its files still have to go. */
  | ({ status: 'deleted' } & Named)
  | ({ status: 'purged' } & Named);

const madeBy = ({ recipe, made_of, sides }: Rendered): Made => ({ recipe, made_of, sides });

/** Whether the files of the media still have a reason to lie in R2. */
export const keepsFiles = (state: Media): boolean =>
  state.status === 'uploaded' || state.status === 'processed' || state.status === 'failed';

/** The state after an event. Total; it never validates history. */
export function evolve(state: Media, event: MediaEvent): Media {
  if (event.event_type === 'MediaUploaded')
    return { status: 'uploaded', upload: event.data, filename: event.data.filename };
  // A stream begins with its upload; without one there is nothing that could change.
  if (state.status === 'none') return state;
  const { upload, filename } = state;
  switch (event.event_type) {
    case 'MediaProcessed':
      return { status: 'processed', pictured: event.data.thumbnail, rendered: null, upload, filename };
    case 'MediaRendered':
      return state.status === 'processed' ? { ...state, pictured: true, rendered: madeBy(event.data) } : state;
    case 'MediaDescribed':
      return state;
    case 'MediaProcessingFailed':
      return { status: 'failed', failure: event.data, upload, filename };
    case 'MediaRenamed':
      return { ...state, filename: event.data.filename };
    case 'MediaDeleted':
      return { status: 'deleted', upload, filename };
    case 'MediaPurged':
      return { status: 'purged', upload, filename };
    case 'MediaUploadCompensated':
      return { status: 'compensated', upload, filename };
    default:
      return assertNever(event);
  }
}
