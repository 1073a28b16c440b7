// What observer answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { INVARIANTS } from '#shared/mediahub/api/invariant';
import { app } from './routes.ts';

export default described(app, INVARIANTS);
