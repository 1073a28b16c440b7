import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { byAggregate, type SubscriptionRules } from '#shared/engine/eventstore/subscription/rules';
import { SUBSCRIPTION_RULES, type SubscriptionName } from './subscriptions.ts';

const partitionOf = (name: SubscriptionName) => {
  const rules: SubscriptionRules = SUBSCRIPTION_RULES[name];
  return rules.partition ?? byAggregate;
};

describe('what must stay in order behind a parked event', () => {
  const event = (aggregate_id: string, data: object, saga_id?: string): LoggedEvent => ({
    id: 'e',
    aggregate_id,
    aggregate_type: 'Album',
    event_type: 'MediaAddedToAlbum',
    data,
    version: 1,
    schema_version: 1,
    created_at: '',
    position: 1,
    metadata: {
      user_id: 'u',
      actor: 'u',
      command_id: 'c',
      correlation_id: 't',
      ...(saga_id === undefined ? {} : { saga_id }),
    },
  });

  it.each([
    ['saga', 'the saga that it answers to', event('album-1', { media_id: 'media-1' }, 'saga-1'), 'saga-1'],
    ['saga', 'its aggregate, outside of any saga', event('album-1', {}), 'album-1'],
    ['media', 'the media that it names', event('album-1', { media_id: 'media-1' }, 'saga-1'), 'media-1'],
    ['media', 'its aggregate', event('media-1', {}), 'media-1'],
    ['album', 'its aggregate', event('album-1', { media_id: 'media-1' }, 'saga-1'), 'album-1'],
  ] as const)('%s: %s', (name, _, logged, key) => expect(partitionOf(name)(logged)).toBe(key));
});
