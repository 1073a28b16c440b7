// What album answers at its edges: an album that nothing has made yet, names that cannot be shown, numbers that are none.
import { beforeEach, expect, test } from 'vitest';
import { defaultAlbumId, newId } from '#shared/mediahub/ids';
import { call, history, json, problem } from '../test/story.ts';

let user: string;
const get = (path: string) => call(user, 'GET', path);
const post = (path: string, body: object) => call(user, 'POST', path, body);

beforeEach(() => {
  user = newId('user');
});

test('All Media is there before the first upload, empty, and only for its owner', async () => {
  const id = defaultAlbumId(user);
  for (const path of ['/default', `/${id}`])
    expect(await json(call(user, 'GET', path))).toMatchObject({
      id,
      user_id: user,
      is_default: true,
      media_count: 0,
    });
  expect(await json(call(user, 'GET', '/default/media'))).toEqual([]);
  expect(history(id)).toEqual([]);
  expect(await problem(call(newId('user'), 'GET', `/${id}`))).toBe('404 album_not_found');
});

test.each(['a\u0000b', 'a\r\nb', 'gpj.\u202eexe', 'a\u2066b', '\ud800', ' ', ''])(
  'an album cannot be called %j',
  async (name) => {
    const answer = await post('', { name });
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ path: 'name' }] });
  },
);

test.each(['limit=0x10', 'limit=', 'limit=1e2', 'min_position=', 'min_position=-0', 'min_position=1.0'])(
  'albums?%s is refused',
  async (query) => {
    expect(await problem(get(`?${query}`))).toBe('400 validation_failed');
  },
);
