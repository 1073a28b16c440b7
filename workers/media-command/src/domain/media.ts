// The Media aggregate as a decider: what may happen to an uploaded file, from upload to its end. Pure; the bytes
// themselves live in R2 and are none of its business.
import type { MediaEvent } from '#shared/mediahub/events/media';
import { accept, assertNever, reject, type Decider, type Decision } from '#shared/engine/command/decider';
import {
  evolve,
  keepsFiles,
  type Described,
  type Failure,
  type Media,
  type Processed,
  type Rendered,
  type Upload,
} from './media-state.ts';

/** Every command says on whose behalf it comes: another user's media does not exist for it. */
export type MediaCommand =
  | { type: 'upload'; upload: Upload }
  | { type: 'complete_processing'; user_id: string; result: Processed; seen?: Seen }
  | { type: 'render'; user_id: string; seen: Seen }
  | { type: 'fail_processing'; user_id: string; failure: Failure }
  | { type: 'rename'; user_id: string; filename: string }
  | { type: 'delete'; user_id: string }
  | { type: 'compensate'; user_id: string; reason: string; saga_id: string }
  | { type: 'purge'; user_id: string };

/** What was found in the file, and made from it. */
export interface Seen {
  rendered: Rendered | null;
  described: Described | null;
}

type Existing = Exclude<Media, { status: 'none' }>;

const NOT_FOUND = reject('media_not_found', 'There is no such media.');
const DELETED = reject('media_deleted', 'The media was deleted in the meantime.');
const COMPENSATED = reject('media_compensated', 'The upload was undone in the meantime.');

const isOwn = (state: Media, userId: string): state is Existing =>
  state.status !== 'none' && state.upload.user_id === userId;

const sameContent = (a: Upload, b: Upload): boolean =>
  a.user_id === b.user_id && a.sha256 === b.sha256 && a.size === b.size;

/**
 * The one rule of both ends of processing: open while `uploaded`, nothing left to do once `processed`, refused for
 * ever after. Without an outcome it says whether starting the work is worth it.
 */
export function processing(state: Media, userId: string, ...outcome: MediaEvent[]): Decision<MediaEvent> {
  if (!isOwn(state, userId)) return NOT_FOUND;
  switch (state.status) {
    case 'uploaded':
      return accept(...outcome);
    case 'processed':
      return accept();
    case 'failed':
      return reject(state.failure.code, state.failure.reason);
    case 'compensated':
      return COMPENSATED;
    case 'deleted':
    case 'purged':
      return DELETED;
    default:
      return assertNever(state);
  }
}

const eventsOf = ({ rendered, described }: Seen): MediaEvent[] => [
  ...(rendered ? [{ event_type: 'MediaRendered' as const, data: rendered }] : []),
  ...(described ? [{ event_type: 'MediaDescribed' as const, data: described }] : []),
];

/** A newer recipe, or the picture itself where there was less. A browser's preview only where there is nothing yet. */
function isBetter(
  rendered: Rendered,
  { pictured, rendered: before }: Extract<Media, { status: 'processed' }>,
): boolean {
  if (rendered.made_of === 'browser') return !pictured;
  if (before === null || before.made_of !== 'original') return before === null || rendered.made_of === 'original';
  return rendered.made_of === 'original' && rendered.recipe > before.recipe;
}

/** Renditions made later: by a renewal, or of a browser's preview. */
function render(state: Media, userId: string, seen: Seen): Decision<MediaEvent> {
  const gone = notChangeable(state, userId);
  if (gone) return gone;
  if (state.status !== 'processed')
    return reject('media_not_in_this_state', 'The upload is still being processed.');
  return seen.rendered && isBetter(seen.rendered, state) ? accept(...eventsOf(seen)) : accept();
}

/** The same bytes are the same media item, under any name; other bytes mean that the Idempotency-Key was reused for another file. */
function upload(state: Media, upload: Upload): Decision<MediaEvent> {
  if (state.status === 'none') return accept({ event_type: 'MediaUploaded', data: upload });
  return sameContent(state.upload, upload)
    ? accept()
    : reject('idempotency_key_reused', 'The Idempotency-Key was used to upload another file.');
}

function rename(state: Media, userId: string, filename: string): Decision<MediaEvent> {
  const gone = notChangeable(state, userId);
  if (gone) return gone;
  return 'filename' in state && state.filename === filename
    ? accept()
    : accept({ event_type: 'MediaRenamed', data: { filename } });
}

/** Why its owner cannot rename or delete it. To its owner a deleted media is gone: 404, as in every read. */
function notChangeable(state: Media, userId: string): Decision<never> | null {
  if (!isOwn(state, userId) || state.status === 'deleted' || state.status === 'purged') return NOT_FOUND;
  return state.status === 'compensated'
    ? reject('media_not_in_this_state', 'The upload was undone: there is nothing left to change.')
    : null;
}

/** Undoing an upload that is undone or deleted already leaves nothing to undo. */
const compensate = (state: Media, userId: string, reason: string, sagaId: string): Decision<MediaEvent> => {
  if (!isOwn(state, userId)) return NOT_FOUND;
  return keepsFiles(state)
    ? accept({ event_type: 'MediaUploadCompensated', data: { reason, saga_id: sagaId } })
    : accept();
};

function purge(state: Media, userId: string): Decision<MediaEvent> {
  if (!isOwn(state, userId)) return NOT_FOUND;
  if (state.status === 'purged') return accept();
  return state.status === 'deleted'
    ? accept({ event_type: 'MediaPurged', data: {} })
    : reject('media_not_deleted', 'Only a deleted media is purged.');
}

function decide(command: MediaCommand, state: Media): Decision<MediaEvent> {
  switch (command.type) {
    case 'upload':
      return upload(state, command.upload);
    case 'complete_processing':
      return processing(
        state,
        command.user_id,
        { event_type: 'MediaProcessed', data: command.result },
        ...(command.seen ? eventsOf(command.seen) : []),
      );
    case 'render':
      return render(state, command.user_id, command.seen);
    case 'fail_processing':
      return processing(state, command.user_id, { event_type: 'MediaProcessingFailed', data: command.failure });
    case 'rename':
      return rename(state, command.user_id, command.filename);
    case 'delete':
      return (
        notChangeable(state, command.user_id) ??
        accept({ event_type: 'MediaDeleted', data: { user_id: command.user_id } })
      );
    case 'compensate':
      return compensate(state, command.user_id, command.reason, command.saga_id);
    case 'purge':
      return purge(state, command.user_id);
    default:
      return assertNever(command);
  }
}

export const media: Decider<Media, MediaCommand, MediaEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
