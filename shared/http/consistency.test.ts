import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import { Consistency, positionWithin, setWritten, tokenOf } from './consistency.ts';

test('a token says where a stream was left', () => {
  const point = { aggregate_id: newId('album'), version: 3 };
  expect(Consistency.parse(tokenOf(point))).toEqual(point);
});

test.each([
  '',
  'album-1@3',
  `${newId('album')}@0`,
  `${newId('album')}@-1`,
  `${newId('album')}@1e3`,
  newId('album'),
])('what is no token is refused: %s', (text) => {
  expect(Consistency.safeParse(text).success).toBe(false);
});

const app = new Hono()
  .get('/within', (c) => c.json(positionWithin(c)))
  .get('/written/:version/:position', (c) => {
    const { version, position } = c.req.param();
    setWritten(c, {
      aggregate_id: 'album-1',
      version: Number(version),
      position: position === 'none' ? null : Number(position),
    });
    return c.body(null);
  });

test.each([
  [undefined, 100],
  ['position', 2_000],
  ['return=minimal, Position', 2_000],
  ['respond-async', 0],
  ['position=1', 100],
])('Prefer: %s waits for %i ms', async (prefer, ms) => {
  const answer = await app.request('/within', { headers: prefer === undefined ? {} : { prefer } });
  expect(await answer.json()).toBe(ms);
});

test('the answer to a write has its token and its position, as far as they are known', async () => {
  const said = async (path: string) => {
    const { headers } = await app.request(path);
    return [headers.get('x-consistency-token'), headers.get('x-event-position')];
  };
  expect(await said('/written/2/7')).toEqual(['album-1@2', '7']);
  expect(await said('/written/2/none')).toEqual(['album-1@2', null]);
  expect(await said('/written/0/none')).toEqual([null, null]);
});
