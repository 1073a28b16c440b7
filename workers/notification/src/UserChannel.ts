// One Durable Object per user, the meeting point of the user's browsers: hibernating WebSockets, so that an idle
// connection costs nothing. A shell: what a socket is sent is decided in domain/feed.ts.
import { log } from '#shared/engine/runtime/log';
import type { Metadata } from '#shared/engine/event/envelope';
import { newTrace } from '#shared/http/traceparent';
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime, pause, TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import { Problem, problemResponse } from '#shared/http/problem';
import { COME_BACK, SESSION_ENDED, SESSION_HEADER, type LiveMessage } from '#shared/mediahub/api/live';
import { markAllRead } from './commands.ts';
import { opened, OPENING, pushedAll, REPLAY_MAX, type Feed, type Past, type Step } from './domain/feed.ts';
import type { Env, UserChannelPort } from './env.ts';
import { markChannel, RELEASED_MS } from './live/open-channels.ts';

const READ_PAST_MS = 5000;
/** One after the other: one that hangs must not hold up those behind it. */
const REGISTER_MS = 5000;
const READ_SOME_MS = 60_000;
const FRAME_MAX_BYTES = 1024;
const STRAY_FRAMES_MAX = 100;
/** Of one user at a time: tabs, devices and programs. */
export const SOCKETS_MAX = 50;
/** An older socket is closed instead of served: its session may have ended unnoticed. */
const SOCKET_MAX_MS = 60 * 60 * 1000;
/** How long a channel may be missing in the register. */
const WATCH_MS = 5 * 60 * 1000;

/** Closing codes of RFC 6455. */
const TOO_BIG = 1009;
const POLICY = 1008;
const INTERNAL = 1011;
const NORMAL = 1000;
/** 1005, 1006 and 1015 only say that there was no code. */
const sendable = (code: number): boolean => ![1005, 1006, 1015].includes(code);

/** What is left of reading all. */
interface Reading {
  metadata: Metadata;
  before: number;
}

/** Stored with the socket, so that it survives hibernation. */
interface Attachment {
  position: number;
  opened_at: number;
  /** Frames from the browser that mean nothing to us. */
  strays: number;
}

export class UserChannel extends DurableObject<Env> implements UserChannelPort {
  /** Sockets whose past is being read; only while their `fetch` runs, so nothing is lost by hibernating. */
  readonly #opening = new Map<WebSocket, Feed>();
  #registered: Promise<void> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /**
   * A browser connects. The order ensures that nothing is lost: accept (a push now waits in the buffer), register (pushes
   * arrive once no isolate still believes that there is no viewer), read the past (it holds everything logged before). A crash
   * in between drops the socket and may leave a surplus row: the browser reconnects, and the first push without a socket deletes the row.
   */
  override async fetch(request: Request): Promise<Response> {
    const trace_id = request.headers.get('x-trace-id') ?? newTrace();
    if (this.#sockets().length >= SOCKETS_MAX)
      return problemResponse(
        new Problem('too_many_requests', `At most ${SOCKETS_MAX} live feeds at a time.`, {
          headers: { 'retry-after': '60' },
        }),
        trace_id,
      );
    const position = new URL(request.url).searchParams.get('after');
    const { 0: browser, 1: socket } = new WebSocketPair();
    this.ctx.acceptWebSocket(socket, [request.headers.get(SESSION_HEADER) ?? '']);
    socket.serializeAttachment({ position: 0, opened_at: Date.now(), strays: 0 } satisfies Attachment);
    this.#opening.set(socket, OPENING);
    try {
      await this.#register();
      await pause(RELEASED_MS);
      const past = await within(READ_PAST_MS, this.#past(position === null ? undefined : Number(position)));
      if (past === TIMED_OUT) throw new Error('the log takes too long');
      this.#take(socket, opened(this.#feed(socket), past));
      await this.#watch();
      return new Response(null, { status: 101, webSocket: browser });
    } catch (error) {
      log('warn', 'live channel not opened', { trace_id, error });
      socket.close(INTERNAL, 'the past cannot be read');
      return problemResponse(new Problem('service_unavailable'), trace_id);
    } finally {
      this.#opening.delete(socket);
    }
  }

  /**
   * Now and then while a socket is open: the register may have been restored to before this channel opened, and then no message
   * would be routed here any more. Old sockets without messages are closed as well, so that their sessions are checked again.
   */
  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, WATCH_MS, async () => {
      const now = Date.now();
      for (const socket of this.#sockets()) if (isOld(socket, now)) socket.close(COME_BACK, 'come back');
      await this.#register();
      // Last: what cannot be marked as read now must not keep the others from being looked after.
      if (await this.#readSome()) return this.ctx.storage.setAlarm(Date.now());
      if (this.#sockets().length > 0) await this.ctx.storage.setAlarm(now + WATCH_MS);
    });
  }

  async #watch(): Promise<void> {
    const [at, now] = [await this.ctx.storage.getAlarm(), Date.now()];
    // One beyond the longest wait was set by a clock that has gone back since.
    if (at !== null && (at <= now || isAhead(at, now, WATCH_MS))) return;
    this.ctx.storage.kv.put('user', this.#user);
    await this.ctx.storage.setAlarm(now + WATCH_MS);
  }

  async readOn(metadata: Metadata, before: number): Promise<void> {
    this.ctx.storage.kv.put('user', this.#user);
    this.ctx.storage.kv.put<Reading>('reading', { metadata, before });
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** A crash before the place is kept marks the same ones again, which changes nothing. @returns whether there was something */
  async #readSome(): Promise<boolean> {
    const reading = this.ctx.storage.kv.get<Reading>('reading');
    if (!reading) return false;
    const { rest } = await inTime(
      READ_SOME_MS,
      'reading all',
      markAllRead(this.env, reading.metadata, reading.before),
    );
    // Asked again while this was at work: the later place holds these and more.
    if (this.ctx.storage.kv.get<Reading>('reading')?.before !== reading.before) return true;
    if (rest === null) this.ctx.storage.kv.delete('reading');
    else this.ctx.storage.kv.put<Reading>('reading', { ...reading, before: rest });
    return true;
  }

  /** Sends to all sockets of the user. When there are none, the row that led here was stale. */
  async send(messages: readonly LiveMessage[]): Promise<void> {
    const sockets = this.#sockets();
    for (const socket of sockets)
      if (isOld(socket, Date.now())) socket.close(COME_BACK, 'come back');
      else this.#take(socket, pushedAll(this.#feed(socket), messages));
    if (sockets.length === 0) await this.#register();
  }

  /** The sockets of ended sessions receive nothing more; later messages find them closed. */
  closeSessions(sessionIds: readonly string[]): Promise<void> {
    for (const socket of sessionIds.flatMap((id) => this.ctx.getWebSockets(id)))
      socket.close(SESSION_ENDED, 'the session has ended');
    return this.#register();
  }

  /** A browser has nothing to tell us but `ping`, which the runtime answers without waking this object. */
  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const size = typeof message === 'string' ? new TextEncoder().encode(message).length : message.byteLength;
    if (size > FRAME_MAX_BYTES) return socket.close(TOO_BIG, `at most ${FRAME_MAX_BYTES} bytes`);
    const kept = attachmentOf(socket);
    if (kept.strays >= STRAY_FRAMES_MAX) return socket.close(POLICY, 'nothing to say here');
    socket.serializeAttachment({ ...kept, strays: kept.strays + 1 } satisfies Attachment);
  }

  /** A hibernating socket gets no automatic answer to its Close frame: without ours the browser would hang in CLOSING. */
  override webSocketClose(socket: WebSocket, code: number): Promise<void> {
    socket.close(sendable(code) ? code : NORMAL);
    return this.#register();
  }

  override webSocketError(): Promise<void> {
    return this.#register();
  }

  get #user(): string {
    // An alarm of an object that has come up for it may not know its name.
    const name = this.ctx.id.name ?? this.ctx.storage.kv.get<string>('user');
    if (name === undefined) throw new Error('a channel is named by its user');
    return name;
  }

  #sockets(): WebSocket[] {
    return this.ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  /** Makes the user's row agree with the sockets. One at a time: the last one sees what is true at the end. */
  #register(): Promise<void> {
    const agree = () =>
      inTime(REGISTER_MS, 'the register', markChannel(this.env.DB, this.#user, this.#sockets().length > 0));
    this.#registered = this.#registered.then(agree, agree);
    return this.#registered;
  }

  async #past(after: number | undefined): Promise<Past> {
    const query = { after: after ?? Number.MAX_SAFE_INTEGER, limit: REPLAY_MAX + 1, user_id: this.#user };
    return { after, ...(await this.env.READER.readLog(query)) };
  }

  #feed(socket: WebSocket): Feed {
    return this.#opening.get(socket) ?? { phase: 'live', position: attachmentOf(socket).position };
  }

  /** Keeps the feed's new state and sends what it says. */
  #take(socket: WebSocket, [feed, messages]: Step): void {
    if (feed.phase === 'opening') this.#opening.set(socket, feed);
    else socket.serializeAttachment({ ...attachmentOf(socket), position: feed.position } satisfies Attachment);
    try {
      for (const message of messages) socket.send(JSON.stringify(message));
    } catch {
      // It is closing: its browser reconnects with its last position. The other sockets continue.
    }
  }
}

/** Also by a clock that was turned back since it was opened. */
const isOld = (socket: WebSocket, now: number): boolean =>
  Math.abs(now - attachmentOf(socket).opened_at) > SOCKET_MAX_MS;

const attachmentOf = (socket: WebSocket): Attachment => socket.deserializeAttachment() as Attachment;
