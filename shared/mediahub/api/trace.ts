// The run of a request over HTTP, in the two forms that other programs read. Answered by the event store.
import * as z from 'zod';
import { Otlp } from '#shared/engine/trace/otlp';
import type { Content, Descriptions } from '#shared/http/description';

export const TraceQuery = z.strictObject({
  saga_id: z.string().max(100).optional(),
  scope: z.enum(['own', 'all']).default('own'),
});
export type TraceQuery = z.infer<typeof TraceQuery>;

/** The media type that Mermaid has registered. */
export const MERMAID = 'text/vnd.mermaid';

const diagram = { content: { [MERMAID]: { schema: { type: 'string' } } } } satisfies Content;

export const TRACES = {
  'GET /api/v1/traces/:id/otlp': {
    summary:
      'What a request of yours set in motion, as spans in OTLP/JSON: any OpenTelemetry collector takes it. The id is the ' +
      '`X-Trace-ID` of its answer, the `correlation_id` of its events',
    query: TraceQuery,
    answer: Otlp,
  },
  'GET /api/v1/traces/:id/mermaid': {
    summary: 'The same as a Mermaid sequence diagram: commands, events, deliveries and answers in their order',
    query: TraceQuery,
    answer: diagram,
  },
} satisfies Descriptions;
