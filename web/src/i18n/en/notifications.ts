// Notifications.
import { upTo99 } from '../up-to-99.ts';
import { sagas } from './sagas.ts';

export const notifications = {
  title: 'Notifications',
  lead: (unread: number) => (unread === 0 ? 'all read' : `${upTo99(unread)} unread`),
  explain: {
    pattern: 'Effect with a derived id',
    shows: 'What the sagas had to tell you, each thing exactly once.',
    says: 'Telling you something is a saga step, and a step may be asked twice: after a crash, a timeout, a lost answer. The id of a notification derives from saga and step, so the second time finds the first one already there. That is how delivered “at least once” becomes “exactly one” here.',
    flow: ['saga step', 'derived id', 'append “no_stream”', 'read model', 'badge'],
    here: 'read model',
    files: ['workers/notification/src/domain/notification.ts', 'shared/mediahub/ids.ts'],
  },
  empty: 'Nothing to tell yet',
  emptyHint: 'When an upload is ready, or had to be undone, it is listed here with the reason.',
  markRead: 'Mark as read',
  markAll: 'Mark all as read',
  newOnes: (count: number) => (count === 1 ? '1 new notification' : `${count} new notifications`),
  unread: 'unread',
  file: 'The file',
  export: 'The export',
  /** By the code of a notification; one without an entry here is shown in the server's words. */
  said: {
    upload_completed: ({ filename }) => ['Upload complete', `${filename} is in your library.`],
    upload_failed: ({ filename, step, reason }) => [
      'Upload undone',
      `${filename} could not be taken in and was removed: the step “${sagas.steps[step ?? ''] ?? step}” failed with “${reason}”.`,
    ],
    export_completed: ({ album }) => ['Export ready', `${album} is packed and can be downloaded for a while.`],
    export_failed: ({ album, reason }) => ['Export failed', `${album} could not be packed: “${reason}”.`],
  } as Record<string, (params: Record<string, string>) => [title: string, message: string]>,
};
