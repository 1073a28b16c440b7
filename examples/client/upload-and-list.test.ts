// The example against a server that answers as the API does; workers/system-tests/client-example.test.ts runs it over the real one.
import { expect, it } from 'vitest';
import { ApiProblem } from '#shared/mediahub/api/client';
import { uploadAndList } from './upload-and-list.ts';

const TOKEN = 'media-01980000-0000-7000-8000-000000000000@1';

it('logs in, uploads, and reads at least what it wrote', async () => {
  const seen: string[] = [];
  const lines = await uploadAndList(
    async (path, init) => {
      const headers = new Headers(init.headers);
      seen.push(`${init.method} ${decodeURIComponent(path)} ${headers.get('authorization')}`);
      await Promise.resolve();
      if (path === '/auth/dev-token') return Response.json({ token: 'secret', user_id: 'user-1' });
      if (init.method === 'POST')
        return Response.json({ id: 'media-1' }, { status: 201, headers: { 'x-consistency-token': TOKEN } });
      return Response.json({ media: [{ filename: '東京.jpg', status: 'uploaded' }], count: 1, next_cursor: null });
    },
    new File(['x'], '東京.jpg'),
  );
  expect(lines).toEqual(['東京.jpg (uploaded)']);
  expect(seen).toEqual([
    'POST /auth/dev-token null',
    'POST /api/v1/media Bearer secret',
    `GET /api/v1/media?limit=10&consistency=${TOKEN} Bearer secret`,
  ]);
});

it('a refusal is an error with its code', async () => {
  const refused = () =>
    Promise.resolve(Response.json({ code: 'not_found', detail: 'There is nothing here' }, { status: 404 }));
  const error = await uploadAndList(refused, new File([], 'a.jpg')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ status: 404, code: 'not_found' });
});
