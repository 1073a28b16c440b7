// The Notification aggregate as a decider: sent once, read once. Its id derives from (saga, step), so 'once' needs no
// lookup: sending again meets the same stream and finds that it has happened.
import type { NotificationEvent } from '#shared/mediahub/events/notification';
import { accept, assertNever, reject, type Decider, type Decision } from '#shared/engine/command/decider';

export type Notification =
  | { readonly status: 'none' }
  | { readonly status: 'sent'; readonly user_id: string; readonly read: boolean };

type Sent = Extract<NotificationEvent, { event_type: 'NotificationSent' }>;

export type NotificationCommand =
  | { type: 'send'; notification: Sent['data'] }
  | { type: 'markRead'; reader: string };

function decide(command: NotificationCommand, state: Notification): Decision<NotificationEvent> {
  switch (command.type) {
    case 'send':
      return state.status === 'none'
        ? accept<NotificationEvent>({ event_type: 'NotificationSent', data: command.notification })
        : accept();
    case 'markRead':
      // Another user's notification does not exist, as far as the reader can tell.
      if (state.status === 'none' || state.user_id !== command.reader)
        return reject('notification_not_found', 'There is no such notification.');
      return state.read ? accept() : accept<NotificationEvent>({ event_type: 'NotificationRead', data: {} });
    default:
      return assertNever(command);
  }
}

function evolve(state: Notification, event: NotificationEvent): Notification {
  switch (event.event_type) {
    case 'NotificationSent':
      return { status: 'sent', user_id: event.data.user_id, read: false };
    case 'NotificationRead':
      return state.status === 'sent' ? { ...state, read: true } : state;
    default:
      return assertNever(event);
  }
}

export const notificationDecider: Decider<Notification, NotificationCommand, NotificationEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
