// The renewal of every rendition in the library: one step that lasts as long as there are pages, and answers after each.
//   RenewalRequested → renew (page by page) → RenewalCompleted; stopped in between: the next page is refused → cancelled
import type { MediaHubSaga } from '#shared/mediahub/ports/participants';

export const libraryRenewal: MediaHubSaga = {
  name: 'library_renewal',
  version: 1,
  startedBy: 'RenewalRequested',
  begin: ({ aggregate_id, metadata }) => ({ user_id: metadata.user_id, aggregate_id, title: aggregate_id }),
  cancelCodes: ['renewal_stopped'],
  steps: [
    {
      name: 'renew',
      kind: 'retriable',
      ask: {
        command: 'media.renew',
        args: ({ aggregate_id }) => ({ renewal_id: aggregate_id }),
        completedBy: 'RenewalCompleted',
      },
      retry: { attempts: 10, base_ms: 500, cap_ms: 30_000 },
      timeout_ms: 45_000,
      calls: 26,
    },
  ],
  whenFailed: [],
};
