// The retry and the check of the parked event, at instants that a running system seldom shows.
import { expect, it } from 'vitest';
import { ApiProblem } from '#shared/mediahub/api/client';
import { green, waiting, type Api, type Hands } from '#labs/engine/lab';
import { lab } from './checks.ts';

interface Parked {
  id: string;
  position: number;
  attempts: number;
}

/** A system that answers, one after the other, what is parked, and then how each retry went. */
const systemWith = (lists: Parked[][], retries: string[][]) => {
  const retried: string[] = [];
  const api = (async (route: string, asked?: { path?: { id: string } }) => {
    if (route === 'GET /api/v1/media/:id') throw new ApiProblem(404, 'media_not_found', '', null, null);
    if (route === 'POST /api/v1/parked/:id/retry') {
      retried.push(asked?.path?.id ?? '');
      return Promise.resolve({ data: { delivered: 0, failed: retries.shift() ?? [] } });
    }
    if (route === 'GET /api/v1/projections')
      return Promise.resolve({ data: { projections: [{ name: 'media', checkpoint: 8 }] } });
    const parked = (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
    return Promise.resolve({
      data: parked.map((one) => ({ ...one, subscription: 'media', partition_key: 'media-mine' })),
    });
  }) as unknown as Api;
  return { api, retried };
};

const claimed = { id: 'media:7', position: 7, attempts: 5 };
const uploaded = { id: 'media:8', position: 8, attempts: 0 };

it('a retry that is pressed before anything is parked waits for it, and is tried again until it is taken', async () => {
  const { api, retried } = systemWith([[], [], [claimed], [claimed, uploaded]], [['not passed yet'], []]);
  const notes = await lab.actions['retry']?.({ api } as Hands, { media: 'media-mine' });
  expect(retried).toEqual(['media:8', 'media:8']);
  expect(notes).toEqual({ retried: 'media:8' });
});

it('the event that failed is the one that is looked for, not one that waits behind it', async () => {
  const look = (parked: Parked[]) => {
    const { api } = systemWith([parked], []);
    return lab.checks['parked']?.({ api, begun: 0, notes: {} }, { media: 'media-mine', position: '8' });
  };
  expect(await look([claimed, uploaded])).toEqual(green);
  expect(await look([uploaded])).toEqual(waiting('still_tried'));
});
