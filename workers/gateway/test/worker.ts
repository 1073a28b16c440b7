// The Worker under test: the gateway itself, plus fakes of the other Workers. The tests share this isolate, so they
// steer the same fakes.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Usage } from '#shared/mediahub/ports/library';
import type { AppendRequest, AppendResult, LogPage, LogQuery, StreamSlice } from '#shared/engine/ports/eventstore';

export { default } from '../src/index.ts';

/** What the fakes have received, and how they answer. */
export const fakes = {
  streams: new Map<string, AppendRequest>(),
  eventStoreIsDown: false,
  /** Sessions whose live feeds were closed, as `user session`. */
  closed: [] as string[],
  browsersAreDown: false,
  /** Services answer for their health only after this. */
  healthy: Promise.resolve(),
  usage: { files: 0, bytes: 0 },
  /** The library answers with `usage` only after this. */
  usageSaid: Promise.resolve(),
  /** Runs while a live feed is being opened. */
  whileOpening: (): Promise<unknown> => Promise.resolve(),
  /** A restore has taken away every event behind this position. */
  lostAfter: Number.MAX_SAFE_INTEGER,
  /** Services answer only after this. */
  held: Promise.resolve(),
};

export class TestEvents extends WorkerEntrypoint {
  async append(request: AppendRequest): Promise<AppendResult> {
    if (fakes.eventStoreIsDown) throw new Error('down');
    if (fakes.streams.has(request.aggregate_id)) return { ok: false, code: 'version_conflict', actual: 1 };
    fakes.streams.set(request.aggregate_id, structuredClone(request));
    return { ok: true, version: 1, position: fakes.streams.size, created_at: '2026-01-01T00:00:00.000Z' };
  }
  async readStream(id: string): Promise<StreamSlice> {
    return { version: fakes.streams.has(id) ? 1 : 0, events: [], handled: null };
  }
  async readLog({ after }: LogQuery): Promise<LogPage> {
    return { head: 0, events: [], ...(after > fakes.lostAfter ? { lost: true } : {}) };
  }
}

export class TestLibrary extends WorkerEntrypoint {
  async usage(): Promise<Usage> {
    await fakes.usageSaid;
    return fakes.usage;
  }
}

export class TestBrowsers extends WorkerEntrypoint {
  async closeSessions(user: string, sessions: readonly string[]): Promise<void> {
    if (fakes.browsersAreDown) throw new Error('down');
    fakes.closed.push(...sessions.map((session) => `${user} ${session}`));
  }
}

/** A file says for how long it may be kept. */
const kept = (pathname: string): Record<string, string> =>
  pathname.endsWith('/content') ? { 'cache-control': 'private, max-age=9' } : {};

/** A UI of one page and one script. */
export class TestAssets extends WorkerEntrypoint {
  override fetch(request: Request): Response {
    const { pathname } = new URL(request.url);
    if (pathname === '/') return new Response('<html>', { headers: { 'content-type': 'text/html' } });
    if (pathname === '/assets/app-1234.js')
      return new Response('0', { headers: { 'content-type': 'text/javascript' } });
    return new Response(null, { status: 404 });
  }
}

const PROBLEM = { 'content-type': 'application/problem+json' };

/**
 * Answers with what it was asked; a body `{"answer":418}` is answered 418, `{"pad":n}` at length. `/throws` throws, `/live`
 * opens a WebSocket that says which session it is for.
 */
export class TestService extends WorkerEntrypoint {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/health') await fakes.healthy;
    if (pathname === '/health') return Response.json({ status: 'ok', checkpoint: 'a position' });
    if (pathname.endsWith('/throws')) throw new Error('a secret of the inside');
    // What the runtime makes of a Worker that throws.
    if (pathname.endsWith('/stack')) return new Response('a secret of the inside at x.ts', { status: 500 });
    if (pathname.endsWith('/live')) return openLive(request);
    const body = await request.text();
    await fakes.held;
    const { answer = 200, pad = 0 } = (body.startsWith('{') ? JSON.parse(body) : {}) as {
      answer?: number;
      pad?: number;
    };
    const link = `<${pathname}?cursor=next>; rel="next"`;
    return Response.json(
      { pathname, body, headers: Object.fromEntries(request.headers), padding: 'x'.repeat(pad) },
      {
        status: answer,
        headers: { link, 'x-event-position': '7', ...kept(pathname), ...(answer < 400 ? {} : PROBLEM) },
      },
    );
  }
}

async function openLive(request: Request): Promise<Response> {
  await fakes.whileOpening();
  const { 0: browser, 1: socket } = new WebSocketPair();
  socket.accept();
  socket.send(request.headers.get('x-session-id') ?? 'no session');
  return new Response(null, { status: 101, webSocket: browser });
}
