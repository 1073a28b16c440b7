import { afterEach, expect, it, vi } from 'vitest';
import { traceOf } from '#shared/http/traceparent';
import { sendBytes } from './send-file.ts';

/** What a browser would send, and an answer at once. */
class Request {
  static readonly sent: Record<string, string>[] = [];
  readonly headers: Record<string, string> = {};
  readonly upload = {};
  readonly status = 201;
  readonly responseText = '{}';
  onload: () => void = () => undefined;
  open = () => undefined;
  abort = () => undefined;
  getResponseHeader = () => null;
  setRequestHeader = (name: string, value: string) => void (this.headers[name] = value);
  send = () => {
    Request.sent.push(this.headers);
    this.onload();
  };
}

afterEach(() => void vi.unstubAllGlobals());

it('begins a trace with every file: one id from here to the last event that it causes', async () => {
  vi.stubGlobal('XMLHttpRequest', Request);
  const { signal } = new AbortController();
  const one = () =>
    sendBytes('POST', '/api/v1/media', new Blob(['x']), {
      signal,
      onProgress: () => undefined,
      headers: { a: 'b' },
    });
  await one();
  await one();
  const traces = Request.sent.map(({ traceparent = '' }) => traceOf(traceparent));
  expect(traces).toEqual([expect.stringMatching(/^[\da-f]{32}$/), expect.stringMatching(/^[\da-f]{32}$/)]);
  expect(new Set(traces).size).toBe(2);
  expect(Request.sent[0]?.['a']).toBe('b');
});
