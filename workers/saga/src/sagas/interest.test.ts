import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { SUBSCRIPTION_RULES } from '#shared/mediahub/subscriptions';
import { SAGAS } from './registry.ts';

it.each(SAGAS)(
  'the subscription is interested in what starts $name, and in what names a saga',
  ({ name, startedBy }) => {
    const { interestedIn } = SUBSCRIPTION_RULES.saga;
    const event = (event_type: string, metadata = {}) => ({ event_type, metadata }) as unknown as LoggedEvent;
    expect(interestedIn(event(startedBy)), `START_SAGAS lacks ${startedBy}, which starts ${name}`).toBe(true);
    expect(interestedIn(event('MediaRenamed', { saga_id: 'saga-1' }))).toBe(true);
    expect(interestedIn(event('MediaRenamed'))).toBe(false);
  },
);
