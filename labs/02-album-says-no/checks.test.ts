import { expect, it } from 'vitest';
import { green, red, type Api } from '#labs/engine/lab';
import { lab } from './checks.ts';

/** A system in which this photo is undone, and whose board has one red tile about another thing or about this one. */
const systemWith = (about: string): Api =>
  (async (route: string) =>
    Promise.resolve({
      data:
        route === 'GET /api/v1/media/:id'
          ? { status: 'compensated', content_url: null }
          : [{ state: 'red', evidence: [{ about: { id: about, name: 'x' }, events: [] }] }],
    })) as unknown as Api;

const board = (about: string) =>
  lab.checks['board']?.({ api: systemWith(about), begun: 0, notes: {} }, { media: 'media-mine' });

it('what was damaged before the lab is not held against it', async () => {
  expect(await board('media-other')).toEqual(green);
  expect(await board('media-mine')).toEqual(red('board_red'));
});
