// What every service says in the same words in its part of the OpenAPI document: names of operations, groups, parameters, and
// the errors that a route can answer by its kind.

/** `get /api/v1/albums/:id/media` is `get_albums_id_media`. `/health` and `/api/v1/health` differ: a path outside the API says so. */
export const operationId = (method: string, path: string): string =>
  [
    method,
    ...(path.startsWith('/api/') ? [] : ['own']),
    ...path.split('/').filter((part) => part !== '' && part !== 'api' && part !== 'v1'),
  ]
    .join('_')
    .replaceAll(/[^\w]/g, '_')
    .replaceAll(/_+/g, '_');

/** The group of a route: the resource that its path begins with. */
export const tagOf = (path: string): string =>
  /^\/api\/v1\/([\w-]+)/.exec(path)?.[1] ?? /^\/(auth)\b/.exec(path)?.[1] ?? 'system';

export const PARAMETERS: Readonly<Record<string, string>> = {
  after: 'Only what comes after this log position.',
  aggregate_id: 'Only of this aggregate.',
  album_id: 'Only media in this album.',
  at: 'As it was at this instant.',
  before: 'Only what comes before this log position.',
  consistency: 'A consistency token of an earlier answer: this one holds at least that.',
  correlation_id: 'Only what was caused by this request.',
  cursor: 'Where the page before ended: opaque, from `Link` or `next_cursor`.',
  except: '`current` keeps the session that asks.',
  from: 'Not older than this instant or day.',
  ids: 'Ids, separated by commas.',
  id: 'Its id, as answers give it. An id of somebody else is as unknown as one that never was.',
  limit: 'At most so many, 50 when absent.',
  media_id: 'The id of the media.',
  min_position: 'Answer only with what holds this log position; 409 when that takes too long.',
  n: 'Which part.',
  name: 'Its name.',
  order: '`asc` or `desc` by log position.',
  position: 'As it was at this log position.',
  provider: 'The provider that is linked.',
  q: 'What to look for: a part of the name, in any script; wildcards are literal.',
  return_to: 'The path to come back to after the login; any other origin is ignored.',
  saga_id: 'Only this saga of it.',
  scope: '`all` is for operators.',
  sha256: 'Only media with this content.',
  side: 'The longest side that is wanted, in pixels.',
  since: 'Not older than this instant.',
  status: 'Only in this status.',
  through:
    'The newest epoch when the streams were gone through; a later one is not finished. All of them when absent.',
  to: 'Not younger than this instant or day.',
  type: 'Only of this type.',
  until: 'Only what happened before.',
  version: 'As it was at this version.',
};

/** Statuses of the errors that a route can answer, by what it takes. */
export function errorsOf(method: string, path: string, takes: { query: boolean; body: boolean }): number[] {
  const errors = new Set<number>();
  const add = (...statuses: number[]) => statuses.forEach((status) => errors.add(status));
  if (path.startsWith('/api/')) add(400, 401, 403, 429, 503);
  if (path.includes(':')) add(404);
  if (takes.query) add(400, 409);
  if (method !== 'get') add(400, 403, 404, 408, 409, 413, 422, 429, 503, 507);
  if (takes.body) add(415);
  if (path.startsWith('/auth/')) add(400, 403, 429, 503);
  return [...errors].toSorted((a, b) => a - b);
}
