// How long the system that `npm start` runs is away after a `kill -9` of everything that workerd does, in the middle of
// uploads, and until the last of their sagas has ended. Most of the first is wrangler, which builds all Workers again.
import { startSystem } from '../../workers/system-tests/started-system.ts';
import { eventually } from '#shared/engine/testing/eventually';
import { photo } from '#shared/mediahub/testing/photo';

const ROUNDS = 5;
const UPLOADS = 10;
const PATIENCE_MS = 120_000;

/** @param {{ row: (row: import('./report.mjs').Row) => void }} bench */
export async function recoveries({ row }) {
  const system = await startSystem();
  /** @type {number[]} */
  const healthy = [];
  /** @type {number[]} */
  const ended = [];
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

/**
 * @param {import('../../workers/system-tests/started-system.ts').StartedSystem} system
 * @param {number} round
 */
async function killedOnce(system, round) {
  const login = {
    method: 'POST',
    body: JSON.stringify({ login: `recovery-${round}` }),
    headers: { 'content-type': 'application/json' },
  };
  const { token } = await (await fetch(`${system.base}/auth/dev-token`, login)).json();
  const authorization = `Bearer ${token}`;
  const read = async (/** @type {string} */ path) =>
    (await fetch(system.base + path, { headers: { authorization } })).json();
  const body = photo(320, 240, 'image/jpeg', round);
  const upload = (/** @type {number} */ n) =>
    eventually(async () => {
      const headers = {
        authorization,
        'content-type': 'image/jpeg',
        'content-disposition': 'attachment; filename="a.jpg"',
        'idempotency-key': `${n}`,
      };
      const answer = await fetch(`${system.base}/api/v1/media`, { method: 'POST', body, headers });
      return answer.status === 201 ? true : undefined;
    }, PATIENCE_MS);
  const ends = async () => {
    const sagas = await read('/api/v1/sagas?status=completed&limit=200');
    return sagas.length;
  };
  const uploads = Promise.all(Array.from({ length: UPLOADS }, (_, n) => upload(n)));
  await eventually(async () => ((await ends()) > 0 ? true : undefined), PATIENCE_MS);
  system.killNine();
  const killed = performance.now();
  await system.healthy();
  const back = performance.now();
  await uploads;
  await eventually(async () => ((await ends()) === UPLOADS ? true : undefined), PATIENCE_MS);
  return { killed, back, done: performance.now() };
}
