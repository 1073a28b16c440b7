import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '../testing/property.ts';
import { anyRun, SHOP } from '../testing/trace/any-run.ts';
import { PAID, TRACE } from '../testing/trace/given-run.ts';
import { Otlp, otlpOf } from './otlp.ts';
import { ofSaga, traceIdOf } from './run.ts';
import { spansOf } from './spans.ts';

const spansIn = ({ resourceSpans }: Otlp) =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

test('a run becomes a tree: request, append, delivery, saga, try, append, delivery', () => {
  const spans = spansOf(PAID, SHOP);
  const names = new Map(spans.map(({ id, name }) => [id, name]));
  const origin = spans[0]?.start ?? 0;
  expect(
    spans.map(({ parent_id, service, name, start, end, status }) => [
      `${names.get(parent_id ?? '') ?? '-'} > ${service}: ${name}`,
      start - origin,
      end - origin,
      status,
    ]),
  ).toEqual([
    ['- > shop: request', 0, 60, 'unset'],
    ['request > order: append OrderPlaced', 0, 0, 'ok'],
    ['payment.charge > payment: append PaymentTaken', 50, 50, 'ok'],
    ['deliver OrderPlaced > saga: saga checkout', 5, 60, 'ok'],
    ['saga checkout > saga: payment.charge', 5, 15, 'error'],
    ['saga checkout > saga: payment.charge', 40, 60, 'ok'],
    ['append OrderPlaced > event store: deliver OrderPlaced', 0, 5, 'ok'],
    ['append PaymentTaken > event store: deliver PaymentTaken', 50, 60, 'ok'],
  ]);
  const tries = spans.filter(({ kind }) => kind === 'client');
  expect(spans[2]?.parent_id, 'what was appended belongs to the try that was out then').toBe(tries[1]?.id);
});

test('the trace id of a run is the one that the client brought, and every service has its resource', () => {
  const otlp = otlpOf(PAID, SHOP, 'test');
  expect(new Set(spansIn(otlp).map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  const services = otlp.resourceSpans.map(({ resource }) => resource.attributes[0]?.value);
  expect(services).toEqual(
    ['shop', 'order', 'payment', 'saga', 'event store'].map((stringValue) => ({ stringValue })),
  );
});

test('events from before there were traces have a trace id as well', () => {
  expect(traceIdOf(TRACE)).toBe(TRACE);
  expect(traceIdOf('0192f0c1-0000-7000-8000-00000000000a')).toBe('0192f0c100007000800000000000000a');
  for (const old of ['t', '', '0'.repeat(32)]) expect(traceIdOf(old)).toMatch(/^(?!0{32})[\da-f]{32}$/);
});

test('one saga of a run is exported without what belongs to others', () => {
  const [order, payment] = PAID.events;
  if (!order || !payment) throw new Error('two events');
  const other = { ...order, id: 'event-9', position: 9, metadata: { ...order.metadata, command_id: 'c2' } };
  const run = ofSaga({ ...PAID, events: [order, payment, other] }, 'saga-1');
  expect(run).toEqual(PAID);
  expect(spansOf(ofSaga(PAID, 'saga-2'), SHOP)).toEqual([]);
});

test('any run gives valid OTLP: ids, one root, parents that exist, no circle, no span that ends before it begins', () => {
  const property = fc.property(anyRun, (run) => {
    const otlp = otlpOf(run, SHOP, 'test');
    expect(Otlp.safeParse(otlp).error).toBeUndefined();
    const spans = spansIn(otlp);
    const parents = new Map(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
    expect(parents.size, 'no id twice').toBe(spans.length);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(spans.length > 0 ? 1 : 0);
    for (const span of spans) {
      expect(BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano)).toBe(true);
      expect(span.spanId).not.toBe('0'.repeat(16));
      let above = span.parentSpanId;
      for (let n = 0; above !== undefined; n++) {
        expect(parents.has(above), 'a parent that is not there').toBe(true);
        expect(n, 'a circle').toBeLessThan(spans.length);
        above = parents.get(above);
      }
    }
  });
  fc.assert(property, fcParameters(200));
});
