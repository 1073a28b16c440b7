// A library made by an older version opens, goes on where `kill -9` left it, and rebuilds to equal rows: what is stored is
// a contract. The fixture holds every state that a library can be in; fixtures/README.md says how it was made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { SagaView } from '#shared/engine/saga/view';
import { Otlp } from '#shared/engine/trace/otlp';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import library from './fixtures/library-2026-11.json' with { type: 'json' };
import { RECOVERY_MS, startSystem, type StartedSystem } from './started-system.ts';

interface Stored {
  position: number;
  id: string;
  aggregate_id: string;
  version: number;
  event_type: string;
}

const unpack = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mediahub-old-library-'));
  const archive = brotliDecompressSync(
    readFileSync(join(import.meta.dirname, 'fixtures', 'library-2026-11.tar.br')),
  );
  execFileSync('tar', ['-x', '-C', folder, '-f', '-'], { input: archive });
  return folder;
};

describe('a library made by the version of November 2026', () => {
  let system: StartedSystem;
  let operator: Client;
  let alice: Client;

  beforeAll(async () => {
    system = await startSystem(unpack());
    operator = await Client.login(null, system.base);
    alice = await Client.login('alice', system.base);
  }, RECOVERY_MS);
  afterAll(() => system.stop());

  const sagaOf = (id: string, type: string) =>
    eventually(async () => {
      const sagas = await operator.get<SagaView[]>('/api/v1/sagas?status=all&limit=200&scope=all');
      return sagas.find((saga) => saga.aggregate_id === id && saga.saga_type === type && saga.ended_at !== null);
    }, RECOVERY_MS);

  it('keeps its fault plan', { timeout: RECOVERY_MS * 2 }, async () => {
    const { faults } = await operator.get<{ faults: { at: string; step: string; kind: string }[] }>(
      '/api/v1/chaos',
    );
    expect(faults.map(({ at, step, kind }) => [at, step, kind])).toEqual([
      ['saga', 'process', 'delay'],
      ['saga', 'write', 'delay'],
      ['saga', 'remove_from_albums', 'delay'],
    ]);
    expect((await operator.heal()).status).toBe(204);
    // What was asked while the plan was on hangs for half a minute or a whole one. Nothing remembers it after a kill, so it is
    // asked again now, and not only when its time is up.
    system.killNine();
    await system.healthy();
  });

  it(
    'ends every saga that was running',
    async () => {
      for (const id of [library.running, library.running2])
        expect(await sagaOf(id, 'media_upload')).toMatchObject({ status: 'completed' });
      expect(await sagaOf(library.exporting, 'album_export')).toMatchObject({ status: 'completed' });
      expect(await sagaOf(library.ids[5] ?? '', 'media_deletion')).toMatchObject({ status: 'completed' });
    },
    RECOVERY_MS * 2,
  );

  it('has every event as it was, in its place', async () => {
    const lines: string[] = [];
    for (let after = 0; after < library.head;) {
      const page = await operator.get<Stored[]>(`/api/v1/events?scope=all&limit=100&after=${after}`);
      for (const e of page.filter(({ position }) => position <= library.head))
        lines.push(`${e.position} ${e.id} ${e.aggregate_id} ${e.version} ${e.event_type}`);
      after = page.at(-1)?.position ?? library.head;
    }
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(library.digest);
  });

  it('exports runs from before there were traces, with their sagas', async () => {
    const saga = await sagaOf(library.running, 'media_upload');
    const path = `/api/v1/traces/${encodeURIComponent(saga.correlation_id)}`;
    const otlp = Otlp.parse(await operator.get<unknown>(`${path}/otlp?scope=all`));
    const spans = otlp.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans));
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['saga media_upload', 'media.process']));
    expect(await operator.get<string>(`${path}/mermaid?scope=all`)).toContain('MediaUploaded');
  });

  it('serves every byte', async () => {
    for (const id of library.ids.slice(0, 5)) {
      const media = await operator.get<{ content_url: string; thumbnail_url: string; sha256: string }>(
        `/api/v1/media/${id}`,
      );
      const headers = { authorization: `Bearer ${operator.token}` };
      const bytes = await (await fetch(system.base + media.content_url, { headers })).arrayBuffer();
      expect(createHash('sha256').update(Buffer.from(bytes)).digest('hex')).toBe(media.sha256);
      expect((await fetch(system.base + media.thumbnail_url, { headers })).status).toBe(200);
    }
  });

  it('goes on writing to a stream that has a snapshot', async () => {
    const path = `/api/v1/albums/${library.album}`;
    const [first, second] = library.ids;
    expect((await operator.call('DELETE', `${path}/media/${first}`)).status).toBe(200);
    expect((await operator.call('DELETE', `${path}/media/${first}`)).status).toBe(200);
    expect((await operator.call('POST', `${path}/media`, { media_id: first })).status).toBe(200);
    const entries = await operator.get<{ media_id: string }[]>(`${path}/media`);
    expect(entries.map(({ media_id }) => media_id)).toEqual(expect.arrayContaining([first, second]));
  });

  it('repairs the parked saga and the parked events', { timeout: RECOVERY_MS }, async () => {
    const sagas = await operator.get<SagaView[]>('/api/v1/sagas?status=parked');
    const parked = sagas.find((saga) => saga.aggregate_id === library.parked);
    expect((await operator.call('POST', `/api/v1/sagas/${parked?.id}/resume`)).status).toBeLessThan(300);
    expect(await sagaOf(library.parked, 'media_upload')).toMatchObject({ status: 'failed' });

    expect((await operator.call('POST', '/api/v1/parked/retry')).body).toMatchObject({ failed: [] });
    expect(await operator.get<unknown[]>('/api/v1/parked?limit=200')).toEqual([]);
    const { status } = await alice.get<{ status: string }>(`/api/v1/media/${library.poisoned}`);
    expect(status).toBe('processed');
  });

  it('has its renditions renewed by a saga, once', { timeout: RECOVERY_MS }, async () => {
    const renewed = () =>
      eventually(async () => {
        const { body } = await operator.call<{ status: string; renewed: number }>('GET', '/api/v1/renewal');
        return body.status === 'completed' ? body.renewed : undefined;
      }, RECOVERY_MS);
    expect((await operator.call('POST', '/api/v1/renewal')).status).toBe(200);
    expect(await renewed()).toBeGreaterThan(0);
    await eventually(async () => {
      const photo = await operator.get<{ thumbhash: string | null; made_of: string }>(
        `/api/v1/media/${library.ids[0]}`,
      );
      return photo.thumbhash !== null && photo.made_of === 'original' ? true : undefined;
    }, RECOVERY_MS);
    expect((await operator.call('POST', '/api/v1/renewal')).status).toBe(200);
    expect(await renewed(), 'there is nothing left to renew').toBe(0);
  });

  it(
    'finishes the rebuild that was under way, and every other one finds equal rows',
    { timeout: RECOVERY_MS * 2 },
    async () => {
      const ended = (name: string) =>
        eventually(async () => {
          const { projections } = await operator.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections');
          const rebuild = projections.find((projection) => projection.name === name)?.rebuild;
          return rebuild && rebuild.state !== 'running' ? rebuild : undefined;
        }, RECOVERY_MS);
      await ended('media');
      for (const name of ['media', 'album', 'notification']) {
        expect((await operator.call('POST', `/api/v1/projections/${name}/rebuild`)).status, name).toBe(202);
        expect(await ended(name), name).toMatchObject({ state: 'completed', certificate: { equal: true } });
      }
    },
  );

  it('leaves every invariant green', { timeout: RECOVERY_MS }, () =>
    eventually(async () => {
      const { body } = await operator.call<Invariant[]>('POST', '/api/v1/invariants/check');
      expect(body.filter((invariant) => invariant.state !== 'green')).toEqual([]);
      return true;
    }, RECOVERY_MS),
  );
});
