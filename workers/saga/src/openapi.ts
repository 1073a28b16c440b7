// What saga answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { SAGAS } from '#shared/mediahub/api/saga';
import { app } from './routes.ts';

export default described(app, SAGAS);
