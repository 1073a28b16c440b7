// The small aggregates folded from the log: a user, a notification, a subscription's repairs.
import type { StateFold } from './state-fold.ts';

export interface UserState {
  status: 'registered';
  provider: string;
}

export const USER_STATE: StateFold<UserState> = {
  evolve: (state, event) =>
    event.event_type === 'UserRegistered' ? { status: 'registered', provider: event.data.provider } : state,
};

export interface NotificationState {
  status: 'sent';
  user_id: string;
  title: string;
  message: string;
  code: string;
  params: Record<string, string>;
  read: boolean;
}

export const NOTIFICATION_STATE: StateFold<NotificationState> = {
  evolve(state, event) {
    if (event.event_type === 'NotificationSent') return { status: 'sent', ...event.data, read: false };
    return event.event_type === 'NotificationRead' && state ? { ...state, read: true } : state;
  },
};

export interface SubscriptionState {
  /** Event id → why a person gave it up. */
  discarded: Record<string, string>;
}

export const SUBSCRIPTION_STATE: StateFold<SubscriptionState> = {
  evolve: (state, event) =>
    event.event_type === 'ParkedEventDiscarded'
      ? { discarded: { ...state?.discarded, [event.data.event_id]: event.data.reason } }
      : state,
};
