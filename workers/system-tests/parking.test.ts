// Parking over the whole system: a read model that cannot take an event, its repair by a person, and giving one up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { Client } from './client.ts';

const operator = await Client.login(null);
afterAll(() => operator.heal());

const parkedOf = async (user: Client, subscription: string) =>
  (await operator.get<ParkedEvent[]>('/api/v1/parked?limit=200')).filter(
    (parked) => parked.subscription === subscription && parked.event.metadata.user_id === user.userId,
  );

/** The upload of a user whose album read model took none of its events. */
interface Parked {
  user: Client;
  id: string;
  parked: ParkedEvent[];
}

const untilParked = async (user: Client): Promise<Parked> => {
  const { body } = await user.upload();
  const parked = await eventually(async () => {
    const found = await parkedOf(user, 'album');
    return found.some((p) => p.event.event_type === 'MediaAddedToAlbum') ? found : undefined;
  }, timeLimit(40_000));
  return { user, id: body.id, parked };
};

const entriesOf = async (user: Client) =>
  (await user.get<{ media_id: string }[]>('/api/v1/albums/default/media')).map((entry) => entry.media_id);

const retry = (id = '') => operator.call('POST', `/api/v1/parked/${id && `${id}/`}retry`);

/** One outage of the read model for all tests: events are parked only when the retries are used up. */
const parkThree = async () => {
  const users = await Promise.all([Client.login(), Client.login(), Client.login()]);
  await operator.injectFault({ at: 'deliver', step: 'album', kind: 'error' });
  const three = await Promise.all(users.map(untilParked));
  await operator.heal();
  return three as [Parked, Parked, Parked];
};

describe('a read model that cannot take its events', () => {
  let three: [Parked, Parked, Parked];
  beforeAll(async () => {
    three = await parkThree();
  });

  it('parks them with the reason, and holds up neither the saga nor the others', async () => {
    const [{ user, id, parked }] = three;
    expect(parked[0]?.reason).toContain('fault switch');
    expect((await user.sagaOf(id)).status).toBe('completed');
    await operator.healthSays('eventstore', 'degraded');
  });

  it('has what only waits behind an event as soon as that one is repaired', async () => {
    const [, { user, id, parked }] = three;
    const added = parked.find(({ event }) => event.event_type === 'MediaAddedToAlbum');
    const [head] = parked.filter(({ partition_key }) => partition_key === added?.partition_key);
    expect(head?.event.event_type).toBe('AlbumCreated');

    expect((await retry(head?.id)).body).toMatchObject({ failed: [] });
    const after = await parkedOf(user, 'album');
    expect(after.filter(({ partition_key }) => partition_key === head?.partition_key)).toEqual([]);
    expect(await entriesOf(user)).toEqual([id]);
  });

  it('gives one up only with a reason, which the log keeps', async () => {
    const [, , { parked }] = three;
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
    expect((await retry(first?.id)).status).toBe(404);
  });

  it('has them all after a retry of all', async () => {
    const [{ user, id }] = three;
    expect((await retry()).body).toMatchObject({ failed: [] });
    for (const each of three) expect(await parkedOf(each.user, 'album')).toEqual([]);
    expect(await entriesOf(user)).toEqual([id]);
  });
});
