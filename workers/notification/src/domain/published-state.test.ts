// The notification that time travel shows is the one that the rules see.
import fc from 'fast-check';
import { it } from 'vitest';
import type { NotificationEvent } from '#shared/mediahub/events/notification';
import type { NotificationState } from '#shared/mediahub/state/small-aggregates';
import { tellTheSameStory } from '#shared/mediahub/testing/same-story';
import { notificationDecider } from './notification.ts';

const events = fc.constantFrom<NotificationEvent>(
  { event_type: 'NotificationSent', data: { user_id: 'user-a', title: 't', message: 'm', code: 'c', params: {} } },
  { event_type: 'NotificationRead', data: {} },
);

it('both folds tell the same story of any history', () =>
  tellTheSameStory(
    'Notification',
    notificationDecider,
    events,
    (state) => (state.status === 'none' ? null : [state.status, state.user_id, state.read]),
    (state) => {
      const shown = state as NotificationState | null;
      return shown && [shown.status, shown.user_id, shown.read];
    },
  ));
