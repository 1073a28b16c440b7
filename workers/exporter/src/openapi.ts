// What exporter answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { EXPORTS } from '#shared/mediahub/api/export';
import { app } from './routes.ts';

export default described(app, EXPORTS);
