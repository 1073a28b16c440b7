// How long the system that `npm start` runs is away after a `kill -9` of everything that workerd does, in the middle of
// uploads, and until the last of their sagas has ended.
import { eventually } from '#shared/engine/testing/eventually';
import { named, photo } from '#shared/mediahub/testing/photo';
import { startSystem, type StartedSystem } from '../workers/system-tests/started-system.ts';
import { logIn } from './http/client.ts';
import type { Print } from './report.ts';

const ROUNDS = Number(process.env['KILLS'] ?? 10);
const UPLOADS = 10;
const DEADLINE_MS = 120_000;

export async function recoveries({ row }: { row: Print }): Promise<void> {
  const system = await startSystem();
  const healthy: number[] = [];
  const ended: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const { killed, back, done } = await killedOnce(system, round);
      healthy.push(back - killed);
      ended.push(done - killed);
    }
  } finally {
    await system.stop();
  }
  row({ id: 'recovery-healthy', each: healthy });
  row({ id: 'recovery-sagas', values: [String(UPLOADS)], each: ended });
}

async function killedOnce(system: StartedSystem, round: number) {
  const user = await logIn(system.base, `recovery-${round}`);
  const picture = photo(320, 240, 'image/jpeg', round);
  const upload = (n: number) =>
    eventually(async () => {
      const headers = {
        ...user.headers,
        'content-type': 'image/jpeg',
        'content-disposition': 'attachment; filename="a.jpg"',
        'idempotency-key': `${n}`,
      };
      const answer = await fetch(`${system.base}/api/v1/media`, {
        method: 'POST',
        body: named(picture, `${n}`),
        headers,
      });
      return answer.status === 201 ? true : undefined;
    }, DEADLINE_MS);
  const completed = async () => (await user.read<unknown[]>('/api/v1/sagas?status=completed&limit=200')).length;
  const uploads = Promise.all(Array.from({ length: UPLOADS }, (_, n) => upload(n)));
  await eventually(async () => ((await completed()) > 0 ? true : undefined), DEADLINE_MS);
  system.killNine();
  const killed = performance.now();
  await system.healthy();
  const back = performance.now();
  await uploads;
  await eventually(async () => ((await completed()) === UPLOADS ? true : undefined), DEADLINE_MS);
  return { killed, back, done: performance.now() };
}
