// The event store over HTTP: a file for each resource.
import { service } from '#shared/http/service';
import type { Env } from './env.ts';
import { health } from './health.ts';
import { addEventRoutes } from './routes/events.ts';
import { addParkedRoutes } from './routes/parked.ts';
import { addProjectionRoutes } from './routes/projections.ts';
import { addRecoveryRoutes } from './routes/recovery.ts';
import { addTraceRoutes } from './routes/traces.ts';

export const app = service<Env>(health);
addEventRoutes(app);
addProjectionRoutes(app);
addParkedRoutes(app);
addRecoveryRoutes(app);
addTraceRoutes(app);
