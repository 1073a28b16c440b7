import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { describe, expect, it } from 'vitest';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import { partitionsOf } from './partitions.ts';

const parked = (subscription: SubscriptionName, partition_key: string, position: number): ParkedEvent => ({
  id: `${subscription}.${position}`,
  subscription,
  position,
  partition_key,
  reason: 'unreachable',
  attempts: 5,
  parked_at: '2026-01-01T00:00:00.000Z',
  event: {
    id: `event-${position}`,
    aggregate_id: partition_key,
    aggregate_type: 'Album',
    event_type: 'MediaAddedToAlbum',
    schema_version: 1,
    version: position,
    position,
    created_at: '2026-01-01T00:00:00.000Z',
    data: {},
    metadata: { user_id: 'u', actor: 'u', command_id: 'c', correlation_id: 'x' },
  },
});

describe('parked events', () => {
  it('are grouped by subscription and partition, the one that is the trouble first', () => {
    const groups = partitionsOf([
      parked('album', 'album-1', 9),
      parked('media', 'media-1', 4),
      parked('album', 'album-2', 7),
      parked('album', 'album-1', 5),
    ]);
    expect(
      groups.map(({ subscription, count, partitions }) => [
        subscription,
        count,
        partitions.map(({ key, events }) => [key, events.map(({ position }) => position)]),
      ]),
    ).toEqual([
      [
        'album',
        3,
        [
          ['album-1', [5, 9]],
          ['album-2', [7]],
        ],
      ],
      ['media', 1, [['media-1', [4]]]],
    ]);
  });
});
