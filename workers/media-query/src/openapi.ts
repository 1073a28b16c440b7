// What media-query answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { MEDIA_READS } from '#shared/mediahub/api/media';
import { app } from './routes.ts';

export default described(app, MEDIA_READS);
