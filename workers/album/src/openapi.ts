// What album answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { ALBUMS } from '#shared/mediahub/api/album';
import { app } from './routes.ts';

export default described(app, ALBUMS);
