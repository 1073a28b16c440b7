// A user of the public API, as a test sees one: logs in, uploads, reads, and waits for what has to become visible.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { FaultPlan } from '#shared/engine/faults/plan';
import type { SagaView } from '#shared/engine/saga/view';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import type { Flow } from '#shared/mediahub/api/flow';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { named, photo } from '#shared/mediahub/testing/photo';
import { system } from './system.ts';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Uploaded each time as bytes of its own: the same ones again would be the same media. */
const PICTURE = photo(640, 480);

const SETTLED = ['completed', 'failed', 'cancelled', 'parked'];

export class Client {
  private constructor(
    readonly base: string,
    readonly userId: string,
    readonly token: string,
  ) {}

  /** A user of their own; `null` logs in the default user, who is an operator. */
  static async login(name: string | null = `t${randomUUID().slice(0, 8)}`, base?: string): Promise<Client> {
    const at = base ?? (await system()).url.origin;
    const init =
      name === null
        ? {}
        : { body: JSON.stringify({ login: name }), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${at}/auth/dev-token`, { method: 'POST', ...init });
    if (!response.ok) throw new Error(`login: ${response.status} ${await response.text()}`);
    const { token, user_id } = (await response.json()) as { token: string; user_id: string };
    return new Client(at, user_id, token);
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: BodyInit | object,
    headers = {},
  ): Promise<Answer<T>> {
    const raw = body instanceof FormData || body instanceof Uint8Array || typeof body === 'string';
    const response = await fetch(this.base + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        // Tests look at the position of what they write.
        ...(method === 'GET' ? {} : { prefer: 'position' }),
        ...(body !== undefined && !raw ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  }

  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.call<T>('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** A read that shows what this write was answered for: one that is late by more than an answer waits is asked for again. */
  shown<T>(path: string, { headers }: Answer<unknown>): Promise<T> {
    const token = `consistency=${headers.get('x-consistency-token')}`;
    return eventually(
      async () => (await this.get<T>(`${path}${path.includes('?') ? '&' : '?'}${token}`)) ?? undefined,
    );
  }

  /** Waits until /health says this of a Worker: one that is busy is not known to be anything. */
  async healthSays(worker: string, expected: string): Promise<void> {
    await eventually(async () => {
      const { services } = await this.get<{ services: Record<string, { status: string }> }>('/health');
      return services[worker]?.status === expected || undefined;
    });
  }

  async upload(
    bytes: Uint8Array<ArrayBuffer> = named(PICTURE, randomUUID()),
    name = 'photo.jpg',
    type = 'image/jpeg',
    headers = {},
  ): Promise<Answer<{ id: string; status: string; code?: string }>> {
    const form = new FormData();
    form.append('file', new File([bytes], name, { type }));
    return this.call('POST', '/api/v1/media', form, headers);
  }

  /** The saga of this, once it has ended or waits for a person, and the read models have what it led to: the monitor may know before. */
  async sagaOf(aggregateId: string, type = 'media_upload'): Promise<SagaView> {
    const saga = await eventually(async () => {
      const sagas = await this.get<SagaView[]>('/api/v1/sagas?status=all&limit=200');
      return sagas.find(
        (saga) => saga.aggregate_id === aggregateId && saga.saga_type === type && SETTLED.includes(saga.status),
      );
    }, timeLimit(40_000));
    const [newest] = await this.get<LoggedEvent[]>('/api/v1/events?order=desc&limit=1');
    const shown = `limit=1&min_position=${newest?.position ?? 1}`;
    await Promise.all(
      ['notifications', 'media', 'albums'].map((list) =>
        eventually(async () => (await this.get(`/api/v1/${list}?${shown}`)) ?? undefined, timeLimit(40_000)),
      ),
    );
    return saga;
  }

  /** The caller's events in log order. */
  events(): Promise<LoggedEvent[]> {
    return this.get('/api/v1/events?limit=200');
  }

  /** What the caller is notified of about uploads; other sagas may have notices of their own. */
  async uploadNotices(): Promise<{ code: string; params: Record<string, string>; is_read: boolean }[]> {
    const notices = await this.get<Awaited<ReturnType<Client['uploadNotices']>>>(
      '/api/v1/notifications?limit=200',
    );
    return notices.filter(({ code }) => code.startsWith('upload'));
  }

  /** Puts faults into the running system (operators only); call `heal` afterwards. */
  injectFault(...faults: FaultPlan['faults']): Promise<Answer<unknown>> {
    return this.switchOn({ seed: 1, faults });
  }

  /** First all that was set in motion before comes to rest: it would meet the faults, and use them up. */
  async switchOn(plan: FaultPlan): Promise<Answer<unknown>> {
    await eventually(async () => {
      const [sagas, { projections }, { log }] = await Promise.all([
        this.get<SagaView[]>('/api/v1/sagas?status=active&scope=all&limit=200'),
        this.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections'),
        this.get<Flow>('/api/v1/flow'),
      ]);
      const moving = sagas.filter(({ status }) => status !== 'parked');
      expect([moving, projections.filter(({ lag }) => lag > 0), log.outbox.events]).toEqual([[], [], 0]);
      return true;
    }, timeLimit(40_000));
    return this.call('PUT', '/api/v1/chaos', plan);
  }

  heal(): Promise<Answer<unknown>> {
    return this.call('DELETE', '/api/v1/chaos');
  }
}
