// Spans as OTLP in JSON, the body of POST /v1/traces of any OpenTelemetry collector. Ids are hex and 64-bit numbers are
// strings, as the protocol's JSON mapping requires.
import * as z from 'zod';
import { traceIdOf, type Run, type Services } from './run.ts';
import { spansOf, type Attributes, type Span } from './spans.ts';

const Hex16 = z.string().regex(/^[\da-f]{16}$/);
const Nanos = z.string().regex(/^\d+$/);
const Value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
  z.strictObject({ boolValue: z.boolean() }),
]);
const KeyValues = z.array(z.strictObject({ key: z.string(), value: Value }));

const OtlpSpan = z.strictObject({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: Hex16,
  /** Absent at the root. */
  parentSpanId: Hex16.optional(),
  name: z.string(),
  /** 1 internal, 2 server, 3 client, 5 consumer. */
  kind: z.int().min(1).max(5),
  startTimeUnixNano: Nanos,
  endTimeUnixNano: Nanos,
  attributes: KeyValues,
  events: z.array(z.strictObject({ timeUnixNano: Nanos, name: z.string(), attributes: KeyValues })),
  /** 0 unset, 1 ok, 2 error. */
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});

export const Otlp = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: KeyValues }),
      scopeSpans: z.array(
        z.strictObject({ scope: z.strictObject({ name: z.string() }), spans: z.array(OtlpSpan) }),
      ),
    }),
  ),
});
export type Otlp = z.infer<typeof Otlp>;

const KINDS: Record<Span['kind'], number> = { internal: 1, server: 2, client: 3, consumer: 5 };
const STATUSES: Record<Span['status'], number> = { unset: 0, ok: 1, error: 2 };

const nanos = (ms: number): string => String(BigInt(Math.max(0, Math.round(ms))) * 1_000_000n);

const valueOf = (value: Attributes[string]): z.infer<typeof Value> => {
  if (typeof value === 'boolean') return { boolValue: value };
  return typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: value };
};

const keyValues = (attributes: Attributes): z.infer<typeof KeyValues> =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));

const written = (traceId: string, span: Span): z.infer<typeof OtlpSpan> => ({
  traceId,
  spanId: span.id,
  ...(span.parent_id === null ? {} : { parentSpanId: span.parent_id }),
  name: span.name,
  kind: KINDS[span.kind],
  startTimeUnixNano: nanos(span.start),
  endTimeUnixNano: nanos(span.end),
  attributes: keyValues(span.attributes),
  events: span.events.map(({ name, at, attributes }) => ({
    timeUnixNano: nanos(at),
    name,
    attributes: keyValues(attributes),
  })),
  status: {
    code: STATUSES[span.status],
    ...(span.message === undefined ? {} : { message: span.message }),
  },
});

/** @param scope says what made the spans */
export function otlpOf(run: Run, services: Services, scope: string): Otlp {
  const traceId = traceIdOf(run.correlation_id);
  const byService = Map.groupBy(spansOf(run, services), ({ service }) => service);
  return {
    resourceSpans: [...byService].map(([service, spans]) => ({
      resource: { attributes: keyValues({ 'service.name': service }) },
      scopeSpans: [{ scope: { name: scope }, spans: spans.map((span) => written(traceId, span)) }],
    })),
  };
}
