// Which service answers what, as data: the map of the API. Reads and writes of media part here: the visible seam of
// CQRS. A path that is not in it does not exist; /openapi.json holds exactly these routes.
import type { Env } from '../env.ts';
import type { Limited } from '../edge/rate-limit/limit.ts';

/** The bindings to the services that answer routes. */
export const SERVICES = [
  'MEDIA_COMMAND',
  'MEDIA_QUERY',
  'ALBUM',
  'NOTIFICATION',
  'SAGA',
  'EVENTSTORE',
  'OBSERVER',
  'EXPORTER',
] as const;
export type Service = (typeof SERVICES)[number];

export interface Route {
  /** `:name` matches one segment. The pattern with fewer of them wins. */
  path: string;
  methods: readonly string[];
  to: Service;
  /** The body passes through unread, so the gateway keeps no answer of it (see idempotency/). */
  streamed?: true;
  /** Whose rate it counts towards. */
  limited?: Limited;
  /** Closed unless DEV_LOGIN is on. */
  development?: true;
}

const READ = ['GET', 'HEAD'];
export const isRead = (method: string): boolean => READ.includes(method);

export const ROUTES: readonly Route[] = [
  { path: '/api/v1/media', methods: ['POST'], to: 'MEDIA_COMMAND', streamed: true, limited: 'upload' },
  { path: '/api/v1/media', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/search', methods: READ, to: 'MEDIA_QUERY', limited: 'search' },
  { path: '/api/v1/media/:id', methods: ['PATCH', 'DELETE'], to: 'MEDIA_COMMAND' },
  { path: '/api/v1/media/:id', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/:id/content', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/:id/thumbnail', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/:id/renditions/:side', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/:id/location', methods: READ, to: 'MEDIA_QUERY' },
  { path: '/api/v1/media/:id/preview', methods: ['PUT'], to: 'MEDIA_COMMAND', streamed: true, limited: 'upload' },
  { path: '/api/v1/media/:id/zoom', methods: ['PUT'], to: 'MEDIA_COMMAND' },
  { path: '/api/v1/renewal', methods: [...READ, 'POST', 'DELETE'], to: 'MEDIA_COMMAND' },
  { path: '/api/v1/limits', methods: READ, to: 'MEDIA_COMMAND' },
  { path: '/api/v1/uploads', methods: ['POST'], to: 'MEDIA_COMMAND', limited: 'upload' },
  { path: '/api/v1/uploads/:id', methods: [...READ, 'DELETE'], to: 'MEDIA_COMMAND' },
  {
    path: '/api/v1/uploads/:id/parts/:n',
    methods: ['PUT'],
    to: 'MEDIA_COMMAND',
    streamed: true,
    limited: 'upload',
  },
  { path: '/api/v1/uploads/:id/complete', methods: ['POST'], to: 'MEDIA_COMMAND' },
  { path: '/api/v1/albums', methods: READ, to: 'ALBUM' },
  { path: '/api/v1/albums', methods: ['POST'], to: 'ALBUM', limited: 'album' },
  { path: '/api/v1/albums/:id', methods: [...READ, 'PUT', 'DELETE'], to: 'ALBUM' },
  { path: '/api/v1/albums/:id/media', methods: [...READ, 'POST', 'DELETE'], to: 'ALBUM' },
  { path: '/api/v1/albums/:id/media/:media_id', methods: ['DELETE'], to: 'ALBUM' },
  { path: '/api/v1/albums/:id/export', methods: ['POST'], to: 'EXPORTER', limited: 'export' },
  { path: '/api/v1/exports', methods: READ, to: 'EXPORTER' },
  { path: '/api/v1/exports/:id', methods: READ, to: 'EXPORTER' },
  { path: '/api/v1/exports/:id/content', methods: READ, to: 'EXPORTER' },
  { path: '/api/v1/notifications', methods: READ, to: 'NOTIFICATION' },
  { path: '/api/v1/notifications/unread', methods: READ, to: 'NOTIFICATION' },
  { path: '/api/v1/notifications/read-all', methods: ['PUT'], to: 'NOTIFICATION' },
  { path: '/api/v1/notifications/:id/read', methods: ['PUT'], to: 'NOTIFICATION' },
  { path: '/api/v1/live', methods: ['GET'], to: 'NOTIFICATION', limited: 'socket' },
  { path: '/api/v1/sagas', methods: READ, to: 'SAGA' },
  { path: '/api/v1/sagas/parked', methods: READ, to: 'SAGA' },
  { path: '/api/v1/sagas/resume', methods: ['POST'], to: 'SAGA' },
  { path: '/api/v1/sagas/:id', methods: READ, to: 'SAGA' },
  { path: '/api/v1/sagas/:id/timeline', methods: READ, to: 'SAGA' },
  { path: '/api/v1/sagas/:id/resume', methods: ['POST'], to: 'SAGA' },
  { path: '/api/v1/sagas/:id/skip', methods: ['POST'], to: 'SAGA' },
  { path: '/api/v1/events', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/since', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/type/:type', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/aggregate/:id', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/aggregate/:id/version', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/aggregate/:id/state', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/library', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/journey/:position', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/traces/:id/otlp', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/traces/:id/mermaid', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/flow', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/events/names', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/projections', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/projections/:name/rebuild', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/projections/:name/rebuild/abort', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/parked', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/parked/retry', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/parked/:id/retry', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/parked/:id/discard', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/recovery', methods: READ, to: 'EVENTSTORE' },
  { path: '/api/v1/recovery/epoch', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/recovery/streams', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/recovery/streams/:id/decide', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/recovery/projections/:name', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/recovery/finish', methods: ['POST'], to: 'EVENTSTORE' },
  { path: '/api/v1/invariants', methods: READ, to: 'OBSERVER' },
  { path: '/api/v1/invariants/check', methods: ['POST'], to: 'OBSERVER' },
  { path: '/api/v1/chaos', methods: [...READ, 'PUT', 'DELETE'], to: 'EVENTSTORE', development: true },
  { path: '/api/v1/chaos/presets', methods: READ, to: 'EVENTSTORE', development: true },
];

const params = (path: string): number => path.split('/:').length - 1;
const matcher = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
const PATHS = [...new Set(ROUTES.map(({ path }) => path))].sort((a, b) => params(a) - params(b));
/** What is asked most has no parameter: it is looked up. */
const FIXED = new Set(PATHS.filter((path) => params(path) === 0));
const PATTERNS = PATHS.filter((path) => params(path) > 0).map((path) => ({ path, matches: matcher(path) }));
const ROUTES_OF = new Map(PATHS.map((path) => [path, ROUTES.filter((route) => route.path === path)]));

export const isOpen = ({ development }: Route, env: Pick<Env, 'DEV_LOGIN'>): boolean =>
  !development || env.DEV_LOGIN === 'on';

export type Routing = Route | { allow: string[] } | 'unknown';

/** Where a request goes: a route, the methods that would be allowed, or nowhere. */
export function routeOf(method: string, path: string, env: Pick<Env, 'DEV_LOGIN'>): Routing {
  const open = (known: string): Route[] => (ROUTES_OF.get(known) ?? []).filter((route) => isOpen(route, env));
  const best = FIXED.has(path)
    ? path
    : PATTERNS.find((one) => one.matches.test(path) && open(one.path).length > 0)?.path;
  const here = best === undefined ? [] : open(best);
  if (here.length === 0) return 'unknown';
  return here.find(({ methods }) => methods.includes(method)) ?? { allow: here.flatMap((route) => route.methods) };
}
