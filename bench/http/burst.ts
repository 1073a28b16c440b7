// A burst by one user: albums, pictures and exports, far more at once than a person asks for. It may be slower and it may be
// refused with 429; what was accepted has to be there at the end, another user has to get through, and /health has to answer.
import { form, processed, uploads } from './upload.ts';
import { startSystem } from '../../workers/system-tests/started-system.ts';
import type { Print } from '../report.ts';
import { logIn, type User } from './client.ts';

const ALBUMS = Number(process.env['ALBUMS'] ?? 200);
const PICTURES = Number(process.env['PICTURES'] ?? 1_000);
const EXPORTS = Number(process.env['EXPORTS'] ?? 100);
const AT_ONCE = 20;
const DEADLINE_MS = 900_000;
const LOOK_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Outcome {
  each: number[];
  total_ms: number;
  /** How many were answered with what. */
  statuses: Map<number, number>;
  bodies: unknown[];
}

/** So many requests, some at once. A 5xx, or a socket that breaks, ends the run: neither may happen. */
async function many(times: number, send: (n: number) => Promise<Response>, expected: number): Promise<Outcome> {
  const outcome: Outcome = { each: [], total_ms: 0, statuses: new Map(), bodies: [] };
  let next = 0;
  const began = performance.now();
  const client = async () => {
    while (next < times) {
      const n = next++;
      const asked = performance.now();
      const answer = await send(n);
      const text = await answer.text();
      if (answer.status >= 500) throw new Error(`${answer.url}: ${answer.status} ${text}`);
      outcome.each.push(performance.now() - asked);
      outcome.statuses.set(answer.status, (outcome.statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === expected) outcome.bodies.push(JSON.parse(text));
      else if (answer.status !== 429) throw new Error(`${answer.url}: ${answer.status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  outcome.total_ms = performance.now() - began;
  return outcome;
}

const json = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });

/** Asks again and again. Answers the milliseconds of each, and what was said. */
async function askedWhile(url: string, expected: number, until: Promise<unknown>) {
  let over = false;
  void until.finally(() => (over = true)).catch(() => undefined);
  const each: number[] = [];
  const said: string[] = [];
  while (!over) {
    const asked = performance.now();
    const answer = await fetch(url);
    said.push(await answer.text());
    each.push(performance.now() - asked);
    if (answer.status !== expected) throw new Error(`${url}: ${answer.status}`);
    await pause(LOOK_MS);
  }
  return { each, said };
}

/** @throws when something that was accepted is not there in time */
async function allThere(user: User, path: string, count: number, isDone: (one: { status?: string }) => boolean) {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    let done = 0;
    for (let next: string | null = path; next !== null;) {
      const response: Response = await fetch(user.base + next, { headers: user.headers });
      done += ((await response.json()) as { status?: string }[]).filter(isDone).length;
      next = /<(.*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
    }
    if (done >= count) return;
    if (Date.now() > deadline) throw new Error(`${path}: ${done} of ${count}`);
    await pause(1_000);
  }
}

async function library(user: User): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const asked: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { count: number; next_cursor: string | null } = await user.read(
      `/api/v1/media?limit=200&status=processed${asked}`,
    );
    count += page.count;
    cursor = page.next_cursor;
  }
  return count;
}

export async function burst({ row }: { row: Print }): Promise<void> {
  const system = await startSystem();
  try {
    const user = await logIn(system.base, 'burst');
    const other = await logIn(system.base, 'burst-other');
    await uploads(user, 1, 1, true);
    await processed(user, 1);
    const headers = { ...user.headers, 'content-type': 'application/json' };
    const post = (path: string, body: object) => fetch(system.base + path, { headers, ...json(body) });
    const upload = (n: number) => {
      const { headers: type, body } = form(n + 1, true);
      return fetch(`${system.base}/api/v1/media`, { method: 'POST', headers: { ...user.headers, ...type }, body });
    };
    const working = Promise.all([
      many(ALBUMS, (n) => post('/api/v1/albums', { name: `album ${n}`, description: '' }), 201),
      many(PICTURES, upload, 201),
      many(EXPORTS, () => post('/api/v1/albums/default/export', {}), 202),
    ]);
    const others = pause(1_000).then(() => uploads(other, 3, 1));
    const asked = askedWhile(`${system.base}/health`, 200, working);
    const missing = askedWhile(`${system.base}/api/v1/nothing`, 404, working);
    const outcomes = await working;
    const { each, said } = await asked;
    const busy = said.filter((text) => text.includes('"status":"busy"')).length;
    row({ id: 'burst-health', each, note: `${busy} of ${each.length} say busy` });
    row({ id: 'burst-missing', each: (await missing).each });
    row({ id: 'burst-other', each: await others });
    const [albums, pictures, exports] = outcomes;
    outcomes.forEach(({ statuses, bodies, ...measured }, n) => {
      const refused = statuses.get(429) ?? 0;
      const what = ['albums', 'pictures', 'exports'][n] ?? '';
      row({
        id: 'burst',
        values: [what],
        ...measured,
        note: `${bodies.length} accepted, ${refused} refused with 429`,
      });
    });
    const began = performance.now();
    await allThere(user, '/api/v1/albums?limit=200', albums.bodies.length, () => true);
    while ((await library(user)) < pictures.bodies.length + 1) {
      if (performance.now() - began > DEADLINE_MS)
        throw new Error(`${await library(user)} pictures are processed`);
      await pause(1_000);
    }
    const ended = new Set(['completed', 'discarded', 'expired']);
    await allThere(user, '/api/v1/exports?limit=200', exports.bodies.length, ({ status = '' }) =>
      ended.has(status),
    );
    row({ id: 'burst-done', each: [performance.now() - began], note: 'nothing lost' });
  } finally {
    await system.stop();
  }
}
