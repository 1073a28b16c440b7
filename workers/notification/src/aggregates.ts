import { Problem, problemCode } from '#shared/http/problem';
import { aggregate } from '#shared/mediahub/aggregate';
import { notificationDecider } from './domain/notification.ts';

export const notifications = aggregate({
  type: 'Notification',
  decider: notificationDecider,
  refusal: (code, reason) => new Problem(problemCode(code), code === 'busy' ? reason : undefined),
});
