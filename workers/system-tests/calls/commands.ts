// Every command of the API, each as large as it may be where that costs calls: what it is sent with, in an order in which each
// finds what it needs. A command that is not here fails the test (`calls.test.ts`).
import { randomUUID } from 'node:crypto';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { named, photo } from '#shared/mediahub/testing/photo';
import type { Answer, Client } from '../client.ts';

/** More than the times that one request may call others. */
export const MANY = 40;
const PARKED = 45;

export interface Stage {
  user: Client;
  operator: Client;
  /** Media of the user: more than one request may ask for one by one. */
  media: string[];
  /** All of them are in the first; the second album is empty; then come many, each with the first media in it. */
  albums: string[];
}

export interface Command {
  /** As in /openapi.json. */
  operation: string;
  /** What is done with it; null where it is refused for lack of something to do it to. */
  run(stage: Stage): Promise<Answer<unknown> | null>;
}

const SMALL = photo(24, 18);
const id = (answer: Answer<unknown>): string => (answer.body as { id: string }).id;
export const picture = (): Uint8Array<ArrayBuffer> => named(SMALL, randomUUID());

/** An upload in parts, with its part sent. */
async function parted(user: Client): Promise<string> {
  const bytes = picture();
  const upload = await user.call('POST', '/api/v1/uploads', { filename: 'a.jpg', size: bytes.length });
  await user.call('PUT', `/api/v1/uploads/${id(upload)}/parts/1`, bytes, {
    'content-type': 'application/octet-stream',
  });
  return id(upload);
}

const newAlbum = (user: Client) => user.call('POST', '/api/v1/albums', { name: randomUUID() });
const notices = (user: Client) => user.get<{ id: string }[]>('/api/v1/notifications?limit=1');
const first = (stage: Stage) => stage.media[0] ?? '';
const album = ({ albums }: Stage, n: number) => `/api/v1/albums/${albums[n] ?? ''}`;

const asUser = (operation: string, path: (stage: Stage) => string, body?: object): Command => ({
  operation,
  run: (stage) => stage.user.call(operation.split(' ')[0] ?? '', path(stage), body),
});
const asOperator = (operation: string, path: string, body?: object): Command => ({
  operation,
  run: (stage) => stage.operator.call(operation.split(' ')[0] ?? '', path, body),
});

export const COMMANDS: Command[] = [
  { operation: 'POST /auth/dev-token', run: ({ user }) => user.call('POST', '/auth/dev-token', { login: 'bob' }) },
  asUser('POST /auth/github/link', () => '/auth/github/link'),
  asUser('POST /auth/google/link', () => '/auth/google/link'),
  asUser('DELETE /api/v1/me/identities/{provider}', () => '/api/v1/me/identities/github'),
  asUser('POST /api/v1/me/tokens', () => '/api/v1/me/tokens', { name: 'backup', scopes: ['read'] }),
  {
    operation: 'DELETE /api/v1/me/tokens/{id}',
    async run({ user }) {
      const made = await user.call('POST', '/api/v1/me/tokens', { name: 'other', scopes: ['read'] });
      return user.call('DELETE', `/api/v1/me/tokens/${id(made)}`);
    },
  },
  { operation: 'POST /api/v1/media', run: ({ user }) => user.upload(picture()) },
  asUser('PATCH /api/v1/media/{id}', (stage) => `/api/v1/media/${first(stage)}`, { filename: 'b.jpg' }),
  {
    operation: 'PUT /api/v1/media/{id}/preview',
    run: (stage) => stage.user.call('PUT', `/api/v1/media/${first(stage)}/preview`, photo(40, 30)),
  },
  asUser('PUT /api/v1/media/{id}/zoom', (stage) => `/api/v1/media/${first(stage)}/zoom`),
  asUser('POST /api/v1/uploads', () => '/api/v1/uploads', { filename: 'a.jpg', size: 9 }),
  {
    operation: 'PUT /api/v1/uploads/{id}/parts/{n}',
    run: async ({ user }) => (await parted(user), null),
  },
  {
    operation: 'POST /api/v1/uploads/{id}/complete',
    run: async ({ user }) => user.call('POST', `/api/v1/uploads/${await parted(user)}/complete`),
  },
  {
    operation: 'DELETE /api/v1/uploads/{id}',
    run: async ({ user }) => user.call('DELETE', `/api/v1/uploads/${await parted(user)}`),
  },
  { operation: 'POST /api/v1/albums', run: ({ user }) => newAlbum(user) },
  asUser('PUT /api/v1/albums/{id}', (stage) => album(stage, 0), { name: 'The sea' }),
  {
    operation: 'POST /api/v1/albums/{id}/media',
    run: (stage) => stage.user.call('POST', `${album(stage, 1)}/media`, { media_ids: stage.media }),
  },
  {
    operation: 'DELETE /api/v1/albums/{id}/media/{media_id}',
    run: (stage) => stage.user.call('DELETE', `${album(stage, 1)}/media/${first(stage)}`),
  },
  {
    operation: 'DELETE /api/v1/albums/{id}/media',
    run: (stage) => stage.user.call('DELETE', `${album(stage, 1)}/media`, { media_ids: stage.media.slice(1) }),
  },
  asUser('DELETE /api/v1/albums/{id}', (stage) => album(stage, 1)),
  asUser('POST /api/v1/albums/{id}/export', ({ user }) => `/api/v1/albums/${defaultAlbumId(user.userId)}/export`),
  {
    operation: 'PUT /api/v1/notifications/{id}/read',
    run: async ({ user }) => user.call('PUT', `/api/v1/notifications/${(await notices(user))[0]?.id}/read`),
  },
  asUser('PUT /api/v1/notifications/read-all', () => '/api/v1/notifications/read-all'),
  asUser('DELETE /api/v1/media/{id}', (stage) => `/api/v1/media/${first(stage)}`),
  asOperator('POST /api/v1/renewal', '/api/v1/renewal'),
  asOperator('DELETE /api/v1/renewal', '/api/v1/renewal'),
  asOperator('POST /api/v1/invariants/check', '/api/v1/invariants/check'),
  {
    operation: 'POST /api/v1/projections/{name}/rebuild',
    async run({ operator }) {
      let last: Answer<unknown> | null = null;
      for (const name of ['media', 'album', 'notification'])
        last = await operator.call('POST', `/api/v1/projections/${name}/rebuild`);
      return last;
    },
  },
  asOperator('POST /api/v1/projections/{name}/rebuild/abort', '/api/v1/projections/album/rebuild/abort'),
  {
    operation: 'POST /api/v1/parked/{id}/discard',
    run: async ({ operator }) =>
      operator.call('POST', `/api/v1/parked/${(await parked(operator))[0]}/discard`, { reason: 'a test' }),
  },
  {
    operation: 'POST /api/v1/parked/{id}/retry',
    run: async ({ operator }) => operator.call('POST', `/api/v1/parked/${(await parked(operator)).at(-1)}/retry`),
  },
  asOperator('POST /api/v1/parked/retry', '/api/v1/parked/retry'),
  asOperator('POST /api/v1/sagas/resume', '/api/v1/sagas/resume', {}),
  { operation: 'POST /api/v1/sagas/{id}/resume', run: (stage) => ofSaga(stage, 'resume') },
  { operation: 'POST /api/v1/sagas/{id}/skip', run: (stage) => ofSaga(stage, 'skip') },
  asOperator('POST /api/v1/recovery/epoch', '/api/v1/recovery/epoch', { reason: 'a test' }),
  {
    operation: 'POST /api/v1/recovery/streams',
    async run({ operator }) {
      let last: Answer<unknown> | null = null;
      for (let after: string | null = ''; after !== null;) {
        last = await operator.call('POST', '/api/v1/recovery/streams', { act: true, after });
        after = (last.body as { next: string | null }).next;
      }
      return last;
    },
  },
  {
    operation: 'POST /api/v1/recovery/streams/{id}/decide',
    run: ({ operator, albums }) =>
      operator.call('POST', `/api/v1/recovery/streams/${albums[0]}/decide`, { keep: 'both' }),
  },
  asOperator('POST /api/v1/recovery/projections/{name}', '/api/v1/recovery/projections/album'),
  asOperator('POST /api/v1/recovery/finish', '/api/v1/recovery/finish'),
  {
    operation: 'POST /api/v1/accounts/lost',
    run: ({ user, operator }) =>
      operator.call('POST', '/api/v1/accounts/lost', { ids: [user.userId, operator.userId] }),
  },
  {
    // A login leads to this account, so it is not lost: the command looks it up, and no library changes hands.
    operation: 'POST /api/v1/accounts/{id}/attach',
    run: ({ user, operator }) =>
      operator.call('POST', `/api/v1/accounts/${user.userId}/attach`, { from: operator.userId }),
  },
  {
    operation: 'DELETE /api/v1/me/sessions/{id}',
    async run({ user }) {
      const sessions = await user.get<{ id: string; current?: boolean }[]>('/api/v1/me/sessions');
      return user.call('DELETE', `/api/v1/me/sessions/${sessions.find(({ current }) => !current)?.id}`);
    },
  },
  asUser('DELETE /api/v1/me/sessions', () => '/api/v1/me/sessions'),
  asUser('POST /auth/logout', () => '/auth/logout'),
];

const parked = async (operator: Client): Promise<string[]> =>
  (await operator.get<{ id: string }[]>('/api/v1/parked?limit=200')).map((one) => one.id);

async function ofSaga({ user, operator }: Stage, what: 'resume' | 'skip'): Promise<Answer<unknown>> {
  const [saga] = await user.get<{ id: string }[]>('/api/v1/sagas?status=all&limit=1');
  return operator.call(
    'POST',
    `/api/v1/sagas/${saga?.id}/${what}`,
    what === 'skip' ? { reason: 'a test' } : undefined,
  );
}

/** Many of everything. */
export async function setTheStage(user: Client, operator: Client): Promise<Stage> {
  const media: string[] = [];
  const uploading = async () => {
    while (media.length < MANY) {
      const at = media.push('') - 1;
      media[at] = id(await user.upload(picture()));
    }
  };
  await Promise.all(Array.from({ length: 6 }, uploading));
  await eventually(async () => {
    const list = await user.get<{ media_id: string }[]>('/api/v1/albums/default/media?limit=200');
    return list.length >= MANY || undefined;
  }, timeLimit(40_000));
  const albums = [id(await newAlbum(user)), id(await newAlbum(user))];
  await user.call('POST', `/api/v1/albums/${albums[0]}/media`, { media_ids: media });
  for (let n = 0; n < 20; n++) {
    const one = id(await newAlbum(user));
    await user.call('POST', `/api/v1/albums/${one}/media`, { media_id: media[0] });
    albums.push(one);
  }
  return { user, operator, media, albums };
}

/** Parks more events of one partition than one request may try again, each behind the first, and last one of another. */
export async function parkMany({ user, operator, media }: Stage): Promise<void> {
  await operator.injectFault({ at: 'deliver', step: 'media', kind: 'error' });
  for (let n = 0; n < PARKED; n++) await user.call('PATCH', `/api/v1/media/${media[1]}`, { filename: `${n}.jpg` });
  await user.call('PATCH', `/api/v1/media/${media[2]}`, { filename: 'other.jpg' });
  await eventually(async () => ((await parked(operator)).length > PARKED ? true : undefined), timeLimit(40_000));
  await operator.heal();
}
