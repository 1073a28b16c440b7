import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotificationEvent } from '#shared/mediahub/events/notification';
import { fold } from '#shared/engine/command/decider';
import { given } from '#shared/engine/testing/given';
import { fcParameters } from '#shared/engine/testing/property';
import { notificationDecider, type NotificationCommand } from './notification.ts';

const notification = { user_id: 'user-a', title: 'T', message: 'M', code: 'c', params: {} };
const sent: NotificationEvent = { event_type: 'NotificationSent', data: notification };
const read: NotificationEvent = { event_type: 'NotificationRead', data: {} };
const send: NotificationCommand = { type: 'send', notification };
const markRead: NotificationCommand = { type: 'markRead', reader: 'user-a' };

const inbox = given(notificationDecider);

describe('a notification', () => {
  test('is sent', () => inbox().when(send).then(sent));
  test('is sent once', () => inbox(sent).when(send).thenNothingHappened());
  test('is not sent again after it was read', () => inbox(sent, read).when(send).thenNothingHappened());
  test('is read', () => inbox(sent).when(markRead).then(read));
  test('is read once', () => inbox(sent, read).when(markRead).thenNothingHappened());
  test('that was never sent cannot be read', () => inbox().when(markRead).thenRejected('notification_not_found'));
  test('of another user does not exist', () =>
    inbox(sent).when({ type: 'markRead', reader: 'user-b' }).thenRejected('notification_not_found'));
});

test('every sequence of events folds, and what it leaves can be decided upon', () => {
  const events = fc.array(fc.constantFrom(sent, read));
  fc.assert(
    fc.property(events, fc.constantFrom(send, markRead), (history, command) => {
      expect(() => notificationDecider.decide(command, fold(notificationDecider, history))).not.toThrow();
    }),
    fcParameters(200),
  );
});

test('however often it is sent and read, one of each happens', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(send, markRead)), (commands) => {
      const happened: string[] = [];
      let state = notificationDecider.initialState;
      for (const command of commands) {
        const decision = notificationDecider.decide(command, state);
        if (!decision.accepted) continue;
        happened.push(...decision.events.map((event) => event.event_type));
        state = fold(notificationDecider, decision.events, state);
      }
      expect(happened).toEqual(['NotificationSent', 'NotificationRead'].slice(0, happened.length));
    }),
    fcParameters(200),
  );
});
