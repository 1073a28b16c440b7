// The media upload: thumbnail, 'All Media', notification; and the way back when one of them cannot be had.
//   MediaUploaded → process → add_to_default_album (pivot) → notify → completed
//   a failure before the pivot: undo the album entry, undo the upload, tell the user → failed
//   an outage before the pivot: asked for about half an hour, then it waits for a person; silence undoes no upload
//   MediaDeleted in between → cancelled
import type { Failure, RetryPolicy, Subject } from '#shared/engine/saga/definition';
import type { MediaHubSaga } from '#shared/mediahub/ports/participants';
import { brief, patient, stubborn } from './retries.ts';

const media = ({ aggregate_id }: Subject) => ({ media_id: aggregate_id });
const why = (failure: Failure | null): string =>
  failure ? `${failure.step}: ${failure.reason} (${failure.code})` : 'unknown';

const uploading = (version: number, forward: RetryPolicy): MediaHubSaga => ({
  name: 'media_upload',
  version,
  startedBy: 'MediaUploaded',
  begin: ({ aggregate_id, data, metadata }) => ({
    user_id: metadata.user_id,
    aggregate_id,
    title: (data as { filename: string }).filename,
  }),
  cancelledBy: 'MediaDeleted',
  cancelCodes: ['media_deleted'],
  steps: [
    {
      name: 'upload',
      kind: 'compensable',
      compensation: {
        command: 'media.compensate',
        args: (subject, failure) => ({ ...media(subject), reason: why(failure) }),
        completedBy: 'MediaUploadCompensated',
      },
      retry: stubborn,
      timeout_ms: 15_000,
    },
    {
      name: 'process',
      kind: 'compensable',
      ask: { command: 'media.process', args: media, completedBy: 'MediaProcessed' },
      failedBy: 'MediaProcessingFailed',
      compensation: { with: 'upload' },
      retry: forward,
      timeout_ms: 30_000,
    },
    {
      name: 'add_to_default_album',
      kind: 'pivot',
      ask: { command: 'album.addToDefaultAlbum', args: media, completedBy: 'MediaAddedToAlbum' },
      compensation: {
        command: 'album.undoAddToDefaultAlbum',
        args: media,
        completedBy: 'MediaRemovedFromAlbum',
      },
      retry: forward,
      timeout_ms: 15_000,
    },
    {
      name: 'notify',
      kind: 'retriable',
      ask: {
        command: 'notification.send',
        args: ({ title, aggregate_id }) => ({
          code: 'upload_completed',
          title: 'Upload complete',
          message: `${title} is in your library.`,
          params: { filename: title, media_id: aggregate_id },
        }),
        completedBy: 'NotificationSent',
      },
      retry: stubborn,
      timeout_ms: 15_000,
    },
  ],
  whenFailed: [
    {
      name: 'tell_user',
      kind: 'retriable',
      ask: {
        command: 'notification.send',
        args: ({ title, aggregate_id }, failure) => ({
          code: 'upload_failed',
          title: 'Upload undone',
          message: `${title} could not be taken in and was removed. ${why(failure)}`,
          params: {
            filename: title,
            media_id: aggregate_id,
            step: failure?.step ?? '',
            code: failure?.code ?? '',
            reason: failure?.reason ?? '',
          },
        }),
        completedBy: 'NotificationSent',
      },
      retry: stubborn,
      timeout_ms: 15_000,
    },
  ],
});

/** Finishes its open instances only. */
export const mediaUpload1 = uploading(1, brief);
export const mediaUpload = uploading(2, patient);
