// Every description of the API in one list, for tests that go through all of it.
import type { Descriptions } from '#shared/http/description';
import { DEVELOPMENT, OPEN, WITH_LOGIN } from '../api/account.ts';
import { ALBUMS } from '../api/album.ts';
import { EVENTS } from '../api/event.ts';
import { EXPORTS } from '../api/export.ts';
import { FAULTS } from '../api/fault.ts';
import { INVARIANTS } from '../api/invariant.ts';
import { MEDIA_READS, MEDIA_WRITES } from '../api/media.ts';
import { NOTIFICATIONS } from '../api/notification.ts';
import { PROJECTIONS } from '../api/projection.ts';
import { RECOVERY } from '../api/recovery.ts';
import { RENEWAL } from '../api/renewal.ts';
import { SAGAS } from '../api/saga.ts';
import { TRACES } from '../api/trace.ts';
import { UPLOADS } from '../api/upload.ts';

const API: Descriptions = {
  ...{
    ...OPEN,
    ...DEVELOPMENT,
    ...WITH_LOGIN,
    ...MEDIA_READS,
    ...MEDIA_WRITES,
    ...UPLOADS,
    ...RENEWAL,
    ...ALBUMS,
    ...EXPORTS,
  },
  ...{ ...NOTIFICATIONS, ...SAGAS, ...EVENTS, ...TRACES, ...PROJECTIONS, ...RECOVERY, ...FAULTS, ...INVARIANTS },
};
/** Each with its method and path. */
export const ROUTES = Object.entries(API);
