// kill -9 in the middle of running sagas, as a person would do it to the started system: when it is back, every saga
// ends completed and nothing happened twice (invariants G1, G2, X1, X6).
import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '#shared/testing/eventually';
import { photo } from '#shared/testing/photo';
import { Client, type Answer } from './client.ts';

const ROOT = join(import.meta.dirname, '../..');
const SAGAS = 20;
const RECOVERY_MS = 120_000;

let state: string;
let base: string;
let started: ChildProcess;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const start = async (port: number): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), MEDIAHUB_STATE: state },
    stdio: 'ignore',
  });
  await healthy();
  return child;
};

const healthy = () =>
  eventually(async () => {
    const answer = await fetch(`${base}/health`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok || undefined;
  }, RECOVERY_MS);

/** Every workerd below our own start process. */
const workerds = (): number[] => {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((row) => (row ? [{ pid: Number(row[1]), parent: Number(row[2]), args: row[3] ?? '' }] : []));
  const ours = new Set([started.pid]);
  for (let before = 0; before !== ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of rows) if (ours.has(parent)) ours.add(pid);
  }
  return rows.filter(({ pid, args }) => ours.has(pid) && /workerd\S* serve/.test(args)).map(({ pid }) => pid);
};

const killNine = () => {
  const pids = workerds();
  expect(pids).not.toEqual([]);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
};

const stop = async (child: ChildProcess) => {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
};

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'mediahub-kill-'));
  const port = await freePort();
  base = `http://localhost:${port}`;
  started = await start(port);
}, RECOVERY_MS);

afterAll(async () => {
  await stop(started);
  rmSync(state, { recursive: true, force: true });
});

it(
  `kill -9 twice in the middle of ${SAGAS} sagas: all end completed, nothing twice`,
  async () => {
    const user = await Client.login('killed', base);
    const picture = photo(800, 600);
    // A browser whose connection breaks sends the upload again, with the same key.
    const upload = (n: number): Promise<Answer<{ id: string }>> =>
      eventually(async () => {
        const key = { 'idempotency-key': `upload-${n}` };
        const answer = await user.upload(picture, `${n}.jpg`, 'image/jpeg', key);
        return answer.status === 201 ? answer : undefined;
      }, RECOVERY_MS);

    const uploads = Promise.all(Array.from({ length: SAGAS }, (_, n) => upload(n)));
    await eventually(async () => ((await user.events()).some((e) => e.event_type === 'MediaProcessed') ? true : undefined));
    killNine();
    const media = await uploads;
    await healthy();
    killNine();
    await healthy();

    const sagas = await Promise.all(media.map(({ body }) => eventually(() => user.sagaOf(body.id), RECOVERY_MS)));
    expect(sagas.map((s) => s.status)).toEqual(sagas.map(() => 'completed'));

    const events = await user.events();
    for (const type of ['MediaUploaded', 'MediaProcessed', 'MediaAddedToAlbum', 'NotificationSent'])
      expect(events.filter((e) => e.event_type === type), type).toHaveLength(SAGAS);
    expect(events.filter((e) => e.event_type === 'AlbumCreated')).toHaveLength(1);
    expect(events.filter((e) => e.event_type === 'MediaUploadCompensated')).toEqual([]);
    const { media: listed } = await user.get<{ media: { status: string }[] }>('/api/v1/media?limit=200');
    expect(listed.map((m) => m.status)).toEqual(listed.map(() => 'processed'));
    expect(listed).toHaveLength(SAGAS);
    expect(await user.get<unknown[]>('/api/v1/notifications?limit=200')).toHaveLength(SAGAS);
  },
  RECOVERY_MS * 2,
);
