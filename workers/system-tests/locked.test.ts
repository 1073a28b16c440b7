// Another process holds a database file, one after the other: what needs it says that this passes, the rest goes on, and afterwards
// the same requests are answered as if nothing had been (invariant R5).
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { Client, type Answer } from './client.ts';
import { databaseWith } from './put-back.ts';
import { RECOVERY_MS, startSystem, type StartedSystem } from './started-system.ts';

const state = mkdtempSync(join(tmpdir(), 'mediahub-locked-'));
let system: StartedSystem;
let operator: Client;
beforeAll(async () => {
  system = await startSystem(state);
  operator = await Client.login(null, system.base);
}, RECOVERY_MS);
afterAll(() => system.stop());

/** Holds the database that has this table while `work` runs. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const db = new DatabaseSync(databaseWith(state, table), { timeout: timeLimit(5_000) });
  try {
    db.exec('BEGIN IMMEDIATE');
    await work();
  } finally {
    db.close();
  }
}

type Request = [method: string, path: string, body?: object];
const READS: Record<string, string[]> = {
  events: ['/api/v1/events', '/api/v1/projections'],
  media: ['/api/v1/media', '/api/v1/media/search?q=a'],
  albums: ['/api/v1/albums'],
  saga_checkpoint: ['/api/v1/sagas'],
  notifications: ['/api/v1/notifications'],
  sessions: ['/api/v1/media', '/api/v1/me', '/api/v1/events'],
};
const WRITES: Record<string, Request[]> = {
  notifications: [['PUT', '/api/v1/notifications/read-all']],
  sessions: [['POST', '/api/v1/albums', { name: 'Locked' }]],
};

const expectToPass = ({ status, headers, body }: Answer<unknown>) => {
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({ code: 'storage_unavailable' });
};

it.each(Object.keys(READS))('a locked database with the table %s answers 503, and heals', async (table) => {
  const key = { 'idempotency-key': `locked-${table}` };
  const writes = WRITES[table] ?? [];
  const send = ([method, path, body]: Request) => operator.call(method, path, body, key);
  await whileLocked(table, async () => {
    for (const path of READS[table] ?? [])
      expectToPass(
        await eventually(async () => {
          const answer = await operator.call('GET', path);
          return answer.status === 200 ? undefined : answer;
        }),
      );
    for (const request of writes) expectToPass(await send(request));
  });
  for (const path of READS[table] ?? []) expect((await operator.call('GET', path)).status, path).toBe(200);
  for (const request of writes) {
    const answer = await send(request);
    expect(answer.status).toBeLessThan(300);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
  }
});

it('what was written while a read model was locked is there as soon as it answers', async () => {
  const name = 'Written while it was locked';
  await whileLocked('albums', async () => {
    expect((await operator.call('POST', '/api/v1/albums', { name })).status).toBe(201);
  });
  await eventually(
    async () =>
      (await operator.get<{ name: string }[]>('/api/v1/albums')).some((album) => album.name === name) || undefined,
  );
  await system.healthy();
});
