// The whole API by method and path: what the typed client takes its types from.
import type { DEVELOPMENT, OPEN, WITH_LOGIN } from './account.ts';
import type { ALBUMS } from './album.ts';
import type { EVENTS } from './event.ts';
import type { EXPORTS } from './export.ts';
import type { FAULTS } from './fault.ts';
import type { INVARIANTS } from './invariant.ts';
import type { MEDIA_READS, MEDIA_WRITES } from './media.ts';
import type { NOTIFICATIONS } from './notification.ts';
import type { PROJECTIONS } from './projection.ts';
import type { RECOVERY } from './recovery.ts';
import type { RENEWAL } from './renewal.ts';
import type { SAGAS } from './saga.ts';
import type { TRACES } from './trace.ts';
import type { UPLOADS } from './upload.ts';

export type Api = typeof OPEN &
  typeof DEVELOPMENT &
  typeof WITH_LOGIN &
  typeof MEDIA_READS &
  typeof MEDIA_WRITES &
  typeof UPLOADS &
  typeof RENEWAL &
  typeof ALBUMS &
  typeof EXPORTS &
  typeof NOTIFICATIONS &
  typeof SAGAS &
  typeof EVENTS &
  typeof TRACES &
  typeof PROJECTIONS &
  typeof RECOVERY &
  typeof FAULTS &
  typeof INVARIANTS;
