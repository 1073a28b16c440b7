// Which service answers what, as data. Reads and writes of media part here: the visible seam of CQRS.
import type { Env } from './env.ts';

export type Service =
  | 'MEDIA_COMMAND'
  | 'MEDIA_QUERY'
  | 'ALBUM'
  | 'NOTIFICATION'
  | 'SAGA'
  | 'EVENTSTORE';

interface Route {
  /** The path itself and everything below it. */
  path: string;
  methods: readonly string[];
  to: Service;
  /** Closed unless DEV_LOGIN is on. */
  development?: true;
}

const READ = ['GET', 'HEAD'];

export const ROUTES: readonly Route[] = [
  { path: '/api/v1/media', methods: ['POST', 'PATCH', 'DELETE'], to: 'MEDIA_COMMAND' },
  { path: '/api/v1/media', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/albums', methods: [...READ, 'POST', 'PUT', 'DELETE'], to: 'ALBUM' },
  { path: '/api/v1/notifications', methods: [...READ, 'PUT'], to: 'NOTIFICATION' },
  { path: '/api/v1/live', methods: ['GET'], to: 'NOTIFICATION' },
  { path: '/api/v1/sagas', methods: [...READ, 'POST'], to: 'SAGA' },
  { path: '/api/v1/events', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/projections', methods: [...READ, 'POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/parked', methods: [...READ, 'POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/parked', methods: [...READ, 'POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/chaos', methods: [...READ, 'PUT', 'DELETE'], to: 'EVENTSTORE', development: true },
];

export type Routing = { to: Service } | { allow: string[] } | 'unknown';

/** Where a request goes: a service, the methods that would be allowed, or nowhere. */
export function route(method: string, path: string, env: Pick<Env, 'DEV_LOGIN'>): Routing {
  const known = ROUTES.filter(
    (r) => (path === r.path || path.startsWith(`${r.path}/`)) && (!r.development || env.DEV_LOGIN === 'on'),
  );
  if (known.length === 0) return 'unknown';
  const match = known.find((r) => r.methods.includes(method));
  return match ? { to: match.to } : { allow: known.flatMap((r) => r.methods) };
}
