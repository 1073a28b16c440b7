// One trace, from the header that a client brings to the last event, log line and span that its request causes; and no line of
// the log that opens a door.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { named, photo } from '#shared/mediahub/testing/photo';
import { Otlp } from '#shared/engine/trace/otlp';
import { newTrace, traceparent } from '#shared/http/traceparent';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaView } from '#shared/engine/saga/view';
import { Client } from './client.ts';
import { system } from './system.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyLWFsaWNlIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';
const PICTURE = photo(320, 240);

interface Line {
  what: string;
  trace_id?: string;
  trace_ids?: string[];
}

/** Every line that every Worker has written since the server began, as it was written. */
async function written(): Promise<string[]> {
  const { server } = await system();
  return server.getLogs().map(({ message }) => message);
}

const ours = (lines: readonly string[]): Line[] =>
  lines.filter((line) => line.startsWith('{"level"')).map((line) => JSON.parse(line) as Line);

describe('an upload with a traceparent, of which a command and a delivery are lost', () => {
  const trace = newTrace();
  const filename = `photo ${JWT}.jpg`;
  let operator: Client;
  let user: Client;
  let saga: SagaView;
  let events: LoggedEvent[];

  beforeAll(async () => {
    operator = await Client.login(null);
    user = await Client.login();
    await operator.injectFault(
      { at: 'saga', step: 'process', kind: 'drop_request', times: 1 },
      { at: 'deliver', step: 'media', kind: 'drop_request', times: 2 },
    );
    const headers = { traceparent: traceparent(trace), cookie: 'theme=dark' };
    const bytes = named(PICTURE, randomUUID());
    const uploaded = await user.upload(bytes, filename, 'image/jpeg', headers);
    expect([uploaded.status, uploaded.headers.get('x-trace-id')]).toEqual([201, trace]);
    saga = await user.sagaOf(uploaded.body.id);
    await operator.heal();
    events = await eventually(async () => {
      const all = await user.get<LoggedEvent[]>(`/api/v1/events?correlation_id=${trace}&limit=200`);
      return all.some(({ event_type }) => event_type === 'NotificationSent') ? all : undefined;
    });
  });
  afterAll(() => operator.heal());

  it('is one trace in every event that it caused, and in the saga', async () => {
    const all = await user.events();
    const login = all.filter(({ event_type }) => event_type === 'UserRegistered');
    expect(all.filter((event) => !login.includes(event)).map(({ metadata }) => metadata.correlation_id)).toEqual(
      events.map(() => trace),
    );
    expect(login[0]?.metadata.correlation_id).toMatch(/^[\da-f]{32}$/);
    expect(saga).toMatchObject({ status: 'completed', correlation_id: trace });
  });

  it('is named by every log line about what went wrong with it', async () => {
    const lines = ours(await written());
    const traces = ({ trace_id = '', trace_ids = [trace_id] }: Line) => trace_ids;
    for (const kind of ['saga command lost', 'delivery failed']) {
      const about = lines.filter(({ what }) => what === kind);
      expect(about.filter((line) => traces(line).includes(trace)).length, kind).toBeGreaterThan(0);
      // A delivery that holds no events, because they are parked or it only asks, is about no trace.
      for (const line of about) for (const named of traces(line)) expect(named, kind).toMatch(/./);
    }
  });

  it('is exported as OTLP: each event in a span, the lost command as a try that failed', async () => {
    const answer = await user.call<Otlp>('GET', `/api/v1/traces/${trace}/otlp`);
    const otlp = Otlp.parse(answer.body);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="trace-${trace}.json"`);
    const spans = otlp.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans));
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([trace]));
    const appended = spans.flatMap((span) => span.events.map(({ name }) => name));
    for (const { event_type } of events) expect(appended).toContain(event_type);
    const tries = spans.filter(({ name }) => name === 'media.process').map(({ status }) => status.code);
    expect(tries).toEqual([2, 1]);
    const services = otlp.resourceSpans.map(({ resource }) => resource.attributes[0]?.value);
    for (const stringValue of ['gateway', 'media-command', 'album', 'notification', 'saga', 'eventstore'])
      expect(services).toContainEqual({ stringValue });
  });

  it('is exported as Mermaid, whole or one saga of it', async () => {
    const whole = await user.call<string>('GET', `/api/v1/traces/${trace}/mermaid`);
    expect(whole.headers.get('content-type')).toBe('text/vnd.mermaid; charset=utf-8');
    expect(whole.body).toMatch(/^sequenceDiagram\n {2}%% trace [\da-f]{32}\n {2}actor p0 as client\n/);
    expect(whole.body).toMatch(/-->>p\d+: MediaUploaded\n[\s\S]*media\.process, try 2\n[\s\S]*completed\n$/);
    const one = await user.get<string>(`/api/v1/traces/${trace}/mermaid?saga_id=${saga.id}`);
    expect(one).toContain('media.process, try 2');
    expect(one).not.toContain('ContentClaimed');
  });

  it('is as unknown to others as one that never was; an operator asks for all', async () => {
    const other = await Client.login();
    const path = `/api/v1/traces/${trace}/otlp`;
    for (const [who, asked] of [
      [other, path],
      [other, path.replace('otlp', 'mermaid')],
      [user, `/api/v1/traces/${newTrace()}/otlp`],
      [user, `${path}?saga_id=saga-unknown`],
      [operator, path],
    ] as const)
      expect((await who.call('GET', asked)).status, asked).toBe(404);
    expect((await other.call('GET', `${path}?scope=all`)).status).toBe(403);
    expect((await operator.call('GET', `${path}?scope=all`)).status).toBe(200);
  });

  it.each([
    ['a word', 'hello'],
    ['zeros', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`],
    ['a token', JWT],
    ['markup', '"><script>'],
    ['two thousand characters', 'x'.repeat(2000)],
  ])('a traceparent that is none begins another trace: %s', async (_, bad) => {
    const { status, headers } = await user.call('GET', '/api/v1/media', undefined, { traceparent: bad });
    expect(status).toBe(200);
    expect(headers.get('x-trace-id')).toMatch(/^[\da-f]{32}$/);
  });

  it('leaves no token, no cookie and no secret in the log', async () => {
    const wrong = { authorization: `Bearer ${JWT}`, cookie: `__Host-mediahub=${'s'.repeat(43)}` };
    await fetch(`${user.base}/api/v1/media`, { headers: wrong });
    await fetch(`${user.base}/auth/google/callback?code=4/secret-code&state=${'t'.repeat(43)}`);
    await user.call('GET', `/api/v1/media/search?q=${encodeURIComponent(JWT)}&token=${'u'.repeat(43)}`);
    const { server } = await system();
    const env = await server.getWorker<Record<string, string>>('gateway').getEnv();
    const keys = ['FORWARD_KEYS', 'CLIENT_KEYS'].map((name) => String(env[name]).split(':').at(-1) ?? '');
    expect(keys.map((key) => key.length)).toEqual([43, 43]);
    const secrets = [...keys, user.token, JWT, 's'.repeat(43), 't'.repeat(43), 'u'.repeat(43), 'secret-code'];
    const log = (await written()).join('\n');
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });
});
