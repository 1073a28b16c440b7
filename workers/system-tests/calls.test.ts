// Calls per invocation, counted at the ports of the bundles that `npm start` runs, against what Cloudflare documents: every command
// of the API and every background job, with many of everything. What this test does not know of fails it.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costOfAMillion } from '#shared/mediahub/costs/cost-of';
import { MEASURED, PRICED } from '#shared/mediahub/costs/measured';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { COMMANDS, parkMany, setTheStage, type Stage } from './calls/commands.ts';
import { startCounted, type CountedSystem } from './calls/counted-system.ts';
import { chainsOf, exceeding, invocationsOf } from './calls/invocations.ts';
import { measure } from './calls/measure.ts';
import { Client } from './client.ts';

const LONG_MS = timeLimit(240_000);
const ROOT = join(import.meta.dirname, '../..');
const FIGURES = join(ROOT, 'shared/mediahub/costs/measured.json');

let system: CountedSystem;
let stage: Stage;
/** It takes a minute between two looks. */
let swept: Promise<unknown>;

beforeAll(async () => {
  system = await startCounted();
  const [user, operator] = await Promise.all([
    Client.login('alice', system.base),
    Client.login(null, system.base),
  ]);
  stage = await setTheStage(user, operator);
  await system.quiet();
  const bucket = await system.miniflare.getR2Bucket('FILES', 'media-command');
  for (let n = 0; n < 250; n++) await bucket.put(`media/media-${crypto.randomUUID()}/original`, 'x');
  const sweeper = await system.object('media-command', 'SWEEPER', 'sweeper');
  // As it will be when they are old enough.
  swept = sweeper.sweep(Date.now() + 3 * 3_600_000);
  // Where the test that waits for it is left out, the system ends first.
  swept.catch(() => undefined);
}, LONG_MS);
afterAll(() => system.stop());

it('knows every command of the API', async () => {
  const document = (await (await fetch(`${system.base}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => method !== 'get' && method !== 'head' && !path.startsWith('/api/v1/chaos'))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(COMMANDS.map(({ operation }) => operation).toSorted()).toEqual(all.toSorted());
});

/** A busy machine retries more, and gathers less or more in one delivery: what has changed in kind is more than that. */
it('what the page System says that commands cost is what they do', { timeout: LONG_MS }, async () => {
  const commands = await measure(system, stage.user);
  expect(Object.keys(commands).toSorted()).toEqual([...PRICED].toSorted());
  if (process.env['UPDATE']) {
    const file = { measured_on: new Date().toISOString().slice(0, 10), commands };
    writeFileSync(FIGURES, `${JSON.stringify(file, null, 2)}\n`);
    return;
  }
  const differing = PRICED.flatMap((command) => {
    const [is, said] = [commands[command], MEASURED.commands[command]];
    const [cost, saidCost] = [is ? costOfAMillion(is) : NaN, costOfAMillion(said)];
    const isAsSaid = Math.abs(cost - saidCost) <= 0.5 * saidCost + 10;
    return isAsSaid
      ? []
      : [`${command}: a million cost $${cost.toFixed(2)}, the page says $${saidCost.toFixed(2)}`];
  });
  expect(differing, 'UPDATE=1 npm test -- workers/system-tests/calls.test.ts').toEqual([]);
});

describe('no invocation calls more than it may:', () => {
  it('none of those that put many media into many albums', () => {
    expect(exceeding(invocationsOf(system.said))).toEqual([]);
  });

  it.each(COMMANDS)('$operation', { timeout: LONG_MS }, async ({ operation, run }) => {
    if (operation === 'POST /api/v1/parked/{id}/discard') await parkMany(stage);
    const from = system.said.length;
    const answer = await run(stage);
    expect(answer?.status ?? 200, JSON.stringify(answer?.body)).toBeLessThan(500);
    await system.quiet();
    const said = system.said.slice(from);
    expect(said.length).toBeGreaterThan(0);
    expect(exceeding(invocationsOf(said))).toEqual([]);
  });

  it('of the sweeper, with many files that no event speaks of', { timeout: LONG_MS }, async () => {
    await swept;
    await system.quiet();
    expect(exceeding(invocationsOf(system.said).filter(({ at }) => at.includes('Sweeper')))).toEqual([]);
  });

  it('of the alarms that ring when a day is over', { timeout: LONG_MS }, async () => {
    const from = system.said.length;
    await (await system.object('media-command', 'SWEEPER', 'sweeper')).ring();
    await (await system.object('media-command', 'UPLOADS', 'media-left-alone')).ring();
    await (await system.object('notification', 'CHANNEL', stage.user.userId)).ring();
    await system.quiet();
    expect(exceeding(invocationsOf(system.said.slice(from)))).toEqual([]);
  });
});

it('no request calls more Workers than it may, with all that these call', () => {
  expect(exceeding(chainsOf(system.said))).toEqual([]);
});

it('the alarm of every Durable Object has rung', () => {
  const objects = globSync(['workers/*/src/**/*.ts', 'shared/engine/**/*.ts'], { cwd: ROOT })
    .filter((file) => /override alarm\(/.test(readFileSync(join(ROOT, file), 'utf8')))
    .map((file) => basename(file, '.ts'));
  const rung = new Set(system.said.map(({ at }) => / (\w+)\.alarm$/.exec(at)?.[1]));
  expect(objects.length).toBeGreaterThan(8);
  expect(objects.filter((name) => !rung.has(name))).toEqual([]);
});
