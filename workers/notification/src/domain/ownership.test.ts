// X4 for notifications: only its reader reads one, and no one else learns that it is there.
import fc from 'fast-check';
import { it } from 'vitest';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { caughtBy, obeying, twoUsers, type User } from '#shared/engine/testing/two-users';
import { notificationDecider, type NotificationCommand } from './notification.ts';

const commands = (user: User): fc.Arbitrary<NotificationCommand> =>
  fc.constantFrom<NotificationCommand>(
    { type: 'send', notification: { user_id: user, title: 't', message: 'm', code: 'c', params: {} } },
    { type: 'markRead', reader: user },
  );

type Decide = (typeof notificationDecider)['decide'];
const property = (decide: Decide = notificationDecider.decide) =>
  twoUsers({ ...notificationDecider, decide }, commands);

it(
  'in any sequence of commands of two users, only its reader marks a notification as read',
  () => fc.assert(property(), fcParameters(300)),
  timeoutFor(5_000),
);

it('X4: no user moves: one that anybody can read is caught', () =>
  caughtBy(
    'X4: no user moves',
    property(
      obeying(notificationDecider, (command, state) =>
        command.type === 'markRead' && state.status === 'sent' ? { ...command, reader: state.user_id } : command,
      ),
    ),
  ));
