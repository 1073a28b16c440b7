// Whichever process of the started system is ended, and however: what should run comes back, what should not is gone.
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { photo } from '#shared/mediahub/testing/photo';
import { Client } from './client.ts';
import { isRunning } from './processes.ts';
import { RECOVERY_MS, startSystem, type StartedSystem } from './started-system.ts';

let system: StartedSystem;
afterEach(() => system.stop());

const of = (what: RegExp) => system.processes().filter(({ command }) => what.test(command));
const RUNNER = /lib\/start\/system\.ts/;
const WORKERS = /workerd\S* serve --binary/;
const THUMBNAILER = /workerd\S* serve --experimental --control-fd/;

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

async function upload(user: Client, n: number): Promise<string> {
  const key = { 'idempotency-key': `upload-${n}` };
  return eventually(async () => {
    const answer = await user.upload(photo(640, 480, 'image/jpeg', n), `${n}.jpg`, 'image/jpeg', key);
    return answer.status === 201 ? (answer.body as { id: string }).id : undefined;
  }, RECOVERY_MS);
}

describe('the started system', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves no process and no port behind at %s',
    async (signal) => {
      system = await startSystem();
      await upload(await Client.login('ended', system.base), 1);
      await eventually(() => (of(THUMBNAILER).length > 0 ? true : undefined), RECOVERY_MS);
      const all = system.processes();
      expect(all.filter(({ command }) => RUNNER.test(command))).toHaveLength(1);
      system.process.kill(signal);
      await eventually(() => (all.some(isRunning) ? undefined : true), RECOVERY_MS);
      expect(await isFree(system.port)).toBe(true);
    },
    RECOVERY_MS * 2,
  );

  it(
    'is back after ten kills in a row, of its Workers and of the process above them by turns',
    async () => {
      system = await startSystem();
      for (let n = 0; n < 10; n++) {
        const [victim] = of(n % 2 === 0 ? WORKERS : RUNNER);
        if (!victim) throw new Error('nothing to kill');
        process.kill(victim.pid, 'SIGKILL');
        await eventually(() => (isRunning(victim) ? undefined : true), RECOVERY_MS);
        await system.healthy();
      }
      expect(of(WORKERS)).toHaveLength(1);
      expect(system.process.exitCode).toBeNull();
    },
    RECOVERY_MS * 2,
  );

  it(
    'starts Workers that hang again, and keeps what they had written',
    async () => {
      system = await startSystem();
      const user = await Client.login('hangs', system.base);
      const id = await upload(user, 1);
      const [workers] = of(WORKERS);
      if (!workers) throw new Error('nothing to stop');
      process.kill(workers.pid, 'SIGSTOP');
      await eventually(() => (isRunning(workers) ? undefined : true), RECOVERY_MS);
      await system.healthy();
      const saga = await eventually(() => user.sagaOf(id), RECOVERY_MS);
      expect(saga.status).toBe('completed');
    },
    RECOVERY_MS * 2,
  );

  it(
    'starts a thumbnailer that dies or hangs again, alone, and no saga takes it for a failure',
    async () => {
      system = await startSystem();
      const user = await Client.login('thumbnails', system.base);
      const [workers] = of(WORKERS);
      const ids = Array.from({ length: 8 }, (_, n) => upload(user, n));
      for (const signal of ['SIGKILL', 'SIGKILL', 'SIGSTOP'] as const) {
        const victim = await eventually(() => of(THUMBNAILER)[0], RECOVERY_MS);
        process.kill(victim.pid, signal);
        await eventually(() => (isRunning(victim) ? undefined : true), RECOVERY_MS);
      }
      const sagas = await Promise.all(
        (await Promise.all(ids)).map((id) => eventually(() => user.sagaOf(id), RECOVERY_MS)),
      );
      expect(sagas.map(({ status }) => status)).toEqual(ids.map(() => 'completed'));
      expect(of(WORKERS)).toMatchObject([{ pid: workers?.pid, began: workers?.began }]);
    },
    RECOVERY_MS * 2,
  );

  it(
    'ends the thumbnailer after a rest, and one that holds too much memory; asked again, it is there again',
    async () => {
      for (const [name, env] of [
        ['rests', { THUMBNAILER_REST_MS: '2000' }],
        ['fills', { THUMBNAILER_MEMORY_MB: '20' }],
      ] as const) {
        system = await startSystem(undefined, env);
        expect(of(THUMBNAILER)).toEqual([]);
        const user = await Client.login(name, system.base);
        for (const n of [1, 2]) {
          const id = await upload(user, n);
          // One that is ended in the middle of an image is busy, and after three of those the image is refused: either way it ends.
          const { status } = await eventually(() => user.sagaOf(id), RECOVERY_MS);
          expect(name === 'rests' ? ['completed'] : ['completed', 'failed']).toContain(status);
          await eventually(() => (of(THUMBNAILER).length === 0 ? true : undefined), RECOVERY_MS);
        }
        await system.stop();
      }
    },
    RECOVERY_MS * 2,
  );
});
