import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '../testing/property.ts';
import { anyRun, anyText, SHOP } from '../testing/trace/any-run.ts';
import { PAID, TRACE } from '../testing/trace/given-run.ts';
import { escaped, mermaidOf } from './mermaid.ts';

test('a diagram has the order in which one thing led to the other', () => {
  expect(mermaidOf(PAID, SHOP)).toBe(`sequenceDiagram
  %% trace ${TRACE}
  actor p0 as client
  participant p1 as shop
  participant p2 as order
  participant p3 as event store
  participant p4 as saga
  participant p5 as payment
  p0->>p1: request
  p1->>p2: command
  p2->>p3: OrderPlaced, position 7
  p3-->>p4: OrderPlaced
  Note over p4: checkout#58; tea#59; 2 cups
  p4->>p5: payment.charge
  p5--xp4: no answer in time
  Note over p4: timer elapsed
  p4->>p5: payment.charge, try 2
  p5->>p3: PaymentTaken, position 8
  p5-->>p4: accepted
  p3-->>p4: PaymentTaken
  Note over p4: completed
`);
});

test('a request that appends to two streams is one request with two commands', () => {
  const [order] = PAID.events;
  if (!order) throw new Error('an event');
  const second = { ...order, id: 'event-8', aggregate_type: 'Stock', position: 8 };
  const events = [order, { ...second, metadata: { ...order.metadata, command_id: 'c2' } }];
  const lines = mermaidOf({ ...PAID, events, sagas: [] }, SHOP).split('\n');
  expect(lines.filter((line) => line.endsWith(': request'))).toHaveLength(1);
  expect(lines.filter((line) => line.endsWith(': command'))).toHaveLength(2);
});

test('a saga whose clock is behind the log is still below what it took in', () => {
  const sagas = PAID.sagas.map(({ view, timeline }) => ({
    view,
    timeline: timeline.map((entry) => ({ ...entry, at: new Date(0).toISOString() })),
  }));
  const lines = mermaidOf({ ...PAID, sagas }, SHOP).split('\n');
  const place = (part: string) => lines.findIndex((line) => line.includes(part));
  expect(place('OrderPlaced, position 7')).toBeLessThan(place('p4: OrderPlaced'));
});

const TEXT = String.raw`(?:[\p{L}\p{M}\p{N} .,()/_-]|#\d+;)*`;
const LINE = new RegExp(
  String.raw`^  (?:%% trace [\da-f]{32}|(?:actor|participant) p\d+ as ${TEXT}|p\d+(?:->>|-->>|--x)p\d+: ${TEXT}|Note over p\d+: ${TEXT})$`,
  'u',
);

test('no text ends a line, begins another one, or is anything but text', () => {
  const property = fc.property(anyRun, (run) => {
    const [first, ...lines] = mermaidOf(run, SHOP).split('\n');
    expect(first).toBe('sequenceDiagram');
    expect(lines.pop()).toBe('');
    for (const line of lines) expect(line).toMatch(LINE);
  });
  fc.assert(property, fcParameters(200));
});

test('what can be seen of a text is read again as it was', () => {
  const property = fc.property(anyText, (text) => {
    const read = escaped(text).replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    const visible = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
    if ([...visible].length <= 120) expect(read).toBe(visible);
    else expect(read).toBe(`${[...visible].slice(0, 120).join('')}…`);
  });
  fc.assert(property, fcParameters(200));
});

test('the diagram of a run without an end is bounded, and says so', () => {
  const [event] = PAID.events;
  if (!event) throw new Error('an event');
  const events = Array.from({ length: 5_000 }, (_, n) => ({ ...event, id: `event-${n}`, position: n + 1 }));
  const diagram = mermaidOf({ ...PAID, events, sagas: [] }, SHOP);
  expect(diagram.split('\n').length).toBeLessThan(520);
  expect(diagram).toContain('and more than is shown here');
});
