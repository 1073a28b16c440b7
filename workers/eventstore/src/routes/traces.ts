// The trace of a request, as a file: OTLP for a collector, Mermaid for a page.
import type { Hono } from 'hono';
import { traceIdOf } from '#shared/engine/trace/run';
import { mermaidOf } from '#shared/engine/trace/mermaid';
import { otlpOf } from '#shared/engine/trace/otlp';
import { query, type App } from '#shared/http/service';
import { MERMAID, TraceQuery } from '#shared/mediahub/api/trace';
import { SERVICES } from '#shared/mediahub/services';
import type { Env } from '../env.ts';
import { runOf } from '../reading/run-of.ts';

/** The name holds nothing that a caller has written. */
const asFile = (id: string, ending: string) => ({
  'content-disposition': `attachment; filename="trace-${traceIdOf(id)}.${ending}"`,
});

export function addTraceRoutes(app: Hono<App<Env>>): void {
  app.get('/api/v1/traces/:id/otlp', async (c) => {
    const correlation_id = c.req.param('id');
    const run = await runOf(c.env, c.get('caller'), { ...query(c, TraceQuery), correlation_id });
    return c.json(otlpOf(run, SERVICES, 'mediahub event log'), 200, asFile(correlation_id, 'json'));
  });

  app.get('/api/v1/traces/:id/mermaid', async (c) => {
    const correlation_id = c.req.param('id');
    const run = await runOf(c.env, c.get('caller'), { ...query(c, TraceQuery), correlation_id });
    return c.body(mermaidOf(run, SERVICES), 200, {
      ...asFile(correlation_id, 'mmd'),
      'content-type': `${MERMAID}; charset=utf-8`,
    });
  });
}
