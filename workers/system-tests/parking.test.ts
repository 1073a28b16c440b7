// Parking over the whole system: a read model that cannot take an event, its repair by a person, and giving one up.
import { afterEach, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/envelope';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

const parkedOf = async (user: Client, subscription: string) =>
  (await operator.get<ParkedEvent[]>('/api/v1/parked?limit=200')).filter(
    (parked) => parked.subscription === subscription && parked.event.metadata.user_id === user.userId,
  );

/** Uploads while the album read model takes nothing, until its events are parked. */
const uploadUntilParked = async (user: Client) => {
  await operator.strike({ at: 'deliver', step: 'album', kind: 'error' });
  const { body } = await user.upload();
  const parked = await eventually(async () => {
    const found = await parkedOf(user, 'album');
    return found.some((p) => p.event.event_type === 'MediaAddedToAlbum') ? found : undefined;
  }, 60_000);
  await operator.heal();
  return { id: body.id, parked };
};

describe('a read model that cannot take its events', () => {
  it('parks them with the reason, holds up neither the saga nor the others, and has them all after a retry', async () => {
    const user = await Client.login();
    const { id, parked } = await uploadUntilParked(user);
    expect(parked[0]?.reason).toContain('fault switch');
    expect((await user.sagaOf(id)).status).toBe('completed');
    const health = await fetch(`${operator.base}/health`);
    expect(await health.json()).toMatchObject({ services: { eventstore: { status: 'degraded' } } });

    expect((await operator.call('POST', '/api/v1/parked/retry')).body).toMatchObject({ failed: [] });
    expect(await parkedOf(user, 'album')).toEqual([]);
    const entries = await user.get<{ media_id: string }[]>('/api/v1/albums/default/media');
    expect(entries.map((entry) => entry.media_id)).toEqual([id]);
  });

  it('has what only waits behind an event as soon as that one is repaired', async () => {
    const user = await Client.login();
    const { id, parked } = await uploadUntilParked(user);
    const added = parked.find(({ event }) => event.event_type === 'MediaAddedToAlbum');
    const [head] = parked.filter(({ partition_key }) => partition_key === added?.partition_key);
    expect(head?.event.event_type).toBe('AlbumCreated');

    expect((await operator.call('POST', `/api/v1/parked/${head?.id}/retry`)).body).toMatchObject({ failed: [] });
    const after = await parkedOf(user, 'album');
    expect(after.filter(({ partition_key }) => partition_key === head?.partition_key)).toEqual([]);
    const entries = await user.get<{ media_id: string }[]>('/api/v1/albums/default/media');
    expect(entries.map((entry) => entry.media_id)).toEqual([id]);
    await operator.call('POST', '/api/v1/parked/retry');
    expect(await parkedOf(user, 'album')).toEqual([]);
  });

  it('gives one up only with a reason, which the log keeps', async () => {
    const user = await Client.login();
    const { parked } = await uploadUntilParked(user);
    const [first] = parked;
    const path = `/api/v1/parked/${first?.id}/discard`;
    expect((await operator.call('POST', path, {})).status).toBe(400);
    expect((await operator.call('POST', path, { reason: 'it was only a test' })).status).toBe(200);
    const discards = await operator.get<LoggedEvent[]>(
      '/api/v1/events/type/ParkedEventDiscarded?order=desc&limit=1',
    );
    expect(discards[0]?.data).toMatchObject({
      subscription: 'album',
      event_id: first?.event.id,
      reason: 'it was only a test',
    });
    expect((await operator.call('POST', `/api/v1/parked/${first?.id}/retry`)).status).toBe(404);
    await operator.call('POST', '/api/v1/parked/retry');
    expect(await parkedOf(user, 'album')).toEqual([]);
  });
});
