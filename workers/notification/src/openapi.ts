// What notification answers, with the description of each route from #shared/mediahub/api.
import { described } from '#shared/http/openapi';
import { NOTIFICATIONS } from '#shared/mediahub/api/notification';
import { app } from './routes.ts';

export default described(app, NOTIFICATIONS);
