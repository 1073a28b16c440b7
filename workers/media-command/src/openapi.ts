// What media-command answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { MEDIA_WRITES } from '#shared/mediahub/api/media';
import { RENEWAL } from '#shared/mediahub/api/renewal';
import { UPLOADS } from '#shared/mediahub/api/upload';
import { app } from './routes.ts';

export default described(app, { ...MEDIA_WRITES, ...UPLOADS, ...RENEWAL });
