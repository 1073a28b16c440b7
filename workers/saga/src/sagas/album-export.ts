// The export of an album as a ZIP. Written from docs/how-to/add-a-saga.md.
//   ExportRequested → collect → write → complete (pivot) → notify → completed
//   a failure before the pivot: the ZIP and the request are discarded together, the user is notified → failed
//   an outage before the pivot: retried for about half an hour, then parked; a missing answer discards no ZIP
import type { Failure, RetryPolicy, Subject } from '#shared/engine/saga/definition';
import type { MediaHubSaga } from '#shared/mediahub/ports/participants';
import { brief, patient, stubborn } from './retries.ts';

const it = ({ aggregate_id }: Subject) => ({ export_id: aggregate_id });
const why = (failure: Failure | null): string => (failure ? `${failure.step}: ${failure.reason}` : 'unknown');

const exporting = (version: number, forward: RetryPolicy): MediaHubSaga => ({
  name: 'album_export',
  version,
  startedBy: 'ExportRequested',
  begin: ({ aggregate_id, data, metadata }) => ({
    user_id: metadata.user_id,
    aggregate_id,
    title: (data as { album_name: string }).album_name,
  }),
  steps: [
    {
      name: 'request',
      kind: 'compensable',
      compensation: {
        command: 'exporter.discard',
        args: (subject, failure) => ({ ...it(subject), reason: why(failure) }),
        completedBy: 'ExportDiscarded',
      },
      retry: stubborn,
      timeout_ms: 15_000,
    },
    {
      name: 'collect',
      kind: 'compensable',
      ask: { command: 'exporter.collect', args: it, completedBy: 'ExportCollected' },
      compensation: { with: 'request' },
      retry: forward,
      timeout_ms: 30_000,
      calls: 26,
    },
    {
      name: 'write',
      kind: 'compensable',
      ask: { command: 'exporter.write', args: it, completedBy: 'ExportWritten' },
      compensation: { with: 'request' },
      retry: forward,
      timeout_ms: 120_000,
      calls: 20,
    },
    {
      name: 'complete',
      kind: 'pivot',
      ask: { command: 'exporter.complete', args: it, completedBy: 'ExportCompleted' },
      compensation: { with: 'request' },
      retry: forward,
      timeout_ms: 15_000,
    },
    {
      name: 'notify',
      kind: 'retriable',
      ask: {
        command: 'notification.send',
        args: ({ title, aggregate_id }) => ({
          code: 'export_completed',
          title: 'Export ready',
          message: `${title} is packed and can be downloaded for a day.`,
          params: { album: title, export_id: aggregate_id },
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
          code: 'export_failed',
          title: 'Export failed',
          message: `${title} could not be packed. ${why(failure)}`,
          params: {
            album: title,
            export_id: aggregate_id,
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
export const albumExport1 = exporting(1, brief);
export const albumExport = exporting(2, patient);
