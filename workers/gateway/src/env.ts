// What the gateway may reach: every service's public HTTP surface, appending events of users, how much a user keeps, and the
// live feeds of sessions that end. Nothing else.
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import type { LibraryPort } from '#shared/mediahub/ports/library';
import type { LivePort } from '#shared/mediahub/ports/notification';
import type { OAuthEnv } from './login/oauth/providers.ts';

export interface Env extends OAuthEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  MEDIA_COMMAND: Fetcher;
  MEDIA_QUERY: Fetcher;
  ALBUM: Fetcher;
  EVENTSTORE: Fetcher;
  SAGA: Fetcher;
  NOTIFICATION: Fetcher;
  EXPORTER: Fetcher;
  OBSERVER: Fetcher;
  THUMBNAILER: Fetcher;
  EVENTS: EventStorePort;
  BROWSERS: Pick<LivePort, 'closeSessions'>;
  LIBRARY: LibraryPort;
  /** Keys of the forward token, the same in every Worker; see `parseKeys`. */
  FORWARD_KEYS: string;
  /** Keys of the access token, which only the gateway knows; see `parseKeys`. */
  CLIENT_KEYS: string;
  /** `on` opens /auth/dev-token and the fault switch. */
  DEV_LOGIN: string;
  /** How many, as `count/seconds`; see rate-limit/. */
  LOGIN_RATE: string;
  UPLOAD_RATE: string;
  SEARCH_RATE: string;
  EXPORT_RATE: string;
  ALBUM_RATE: string;
  SOCKET_RATE: string;
  /** How much one user may store, as `files/bytes`; see quota.ts. */
  MEDIA_QUOTA: string;
  /** Origins whose pages may call the API with a token, separated by commas; see cors.ts. */
  CORS_ORIGINS: string;
  /** Accounts with the role operator, as `provider:id`, separated by commas. */
  OPERATORS?: string;
}
