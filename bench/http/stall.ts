// Whether other requests wait during uploads: 60 pictures by 6 clients, round after round, while three sockets ask without a
// pause. What counts is the longest time that any of them, an upload included, was without its answer.
import { startSystem } from '../../workers/system-tests/started-system.ts';
import { quantile } from '../figures.ts';
import type { Print } from '../report.ts';
import { logIn } from './client.ts';
import { processed, uploads } from './upload.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 20);
const UPLOADS = 60;
const CLIENTS = 6;
const PAUSE_MS = 10;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** Asks for the same again and again until `until` has come. Answers the milliseconds of each. */
async function asking(ask: () => Promise<Response>, until: Promise<unknown>): Promise<number[]> {
  let over = false;
  void until.finally(() => (over = true)).catch(() => undefined);
  const each: number[] = [];
  while (!over) {
    const began = performance.now();
    const answer = await ask();
    await answer.arrayBuffer();
    each.push(performance.now() - began);
    await pause();
  }
  return each;
}

interface Round {
  longest: number;
  list: number;
  /** The same, without the time after the uploads in which only the decoder works. */
  whileSent: number;
  /** The share of a core that this process, the client, took in the round. */
  client: number;
}

/** The share of a core that this process uses until the promise settles. */
async function coreShare(until: Promise<unknown>): Promise<number> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  await until;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / (performance.now() - began);
}

async function round(base: string, n: number): Promise<Round> {
  const reader = await logIn(base, 'stall-reader');
  const uploader = await logIn(base, `stall-${n}-${Date.now()}`);
  const get = (path: string) => () => fetch(base + path, { headers: reader.headers });
  const sending = uploads(uploader, UPLOADS, CLIENTS);
  const share = coreShare(sending);
  const working = sending.then(() => processed(uploader, UPLOADS));
  const lists = async () => {
    const whileSent = await asking(get('/api/v1/media?limit=50'), sending);
    return { whileSent, behind: await asking(get('/api/v1/media?limit=50'), working) };
  };
  const [{ whileSent, behind }, me, missing] = await Promise.all([
    lists(),
    asking(get('/api/v1/me'), working),
    asking(get('/api/v1/nothing'), working),
  ]);
  await working;
  const list = [...whileSent, ...behind];
  return {
    longest: Math.max(...list, ...me, ...missing, ...(await sending)),
    list: quantile(list, 0.5),
    whileSent: quantile(whileSent, 0.5),
    client: await share,
  };
}

export async function stall({ row }: { row: Print }): Promise<void> {
  const system = await startSystem();
  try {
    const reader = await logIn(system.base, 'stall-reader');
    await uploads(reader, UPLOADS, CLIENTS);
    await processed(reader, UPLOADS);
    const until = pause().then(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
    const idle = quantile(
      await asking(() => fetch(`${system.base}/api/v1/media?limit=50`, { headers: reader.headers }), until),
      0.5,
    );
    const rounds: Round[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const done = await round(system.base, n);
      rounds.push(done);
      row({ id: 'stall-round', values: [String(n + 1)], each: [done.longest] });
    }
    row({ id: 'stall', values: [String(ROUNDS)], each: rounds.map(({ longest }) => longest) });
    const share = quantile(
      rounds.map(({ client }) => client),
      0.5,
    );
    for (const [id, each, besides] of [
      ['stall-list', rounds.map(({ list }) => list), ''],
      [
        'stall-list-sent',
        rounds.map(({ whileSent }) => whileSent),
        `, the client takes ${Math.round(share * 100)}% of a core`,
      ],
    ] as const)
      row({ id, each, note: `${(quantile(each, 0.5) / idle).toFixed(1)}× idle${besides}` });
  } finally {
    await system.stop();
  }
}
