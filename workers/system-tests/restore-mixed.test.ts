// The restore drill with any mixture: each store of a library goes back to an instant of its own, of three. After `npm run recover`
// all of them say the same, and nothing is missing that the log or the streams still had (R2, R3). MIXED says how many mixtures are
// tried, SEED which.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { eventually } from '#shared/engine/testing/eventually';
import { act, objectsIn, plan } from '../../scripts/lib/recover/recover.ts';
import { logIn } from '../../scripts/lib/seed/client.ts';
import { forgetStarts } from '../../scripts/lib/state/last-start.ts';
import { Client } from './client.ts';
import { putBack, STORES } from './put-back.ts';
import { RECOVERY_MS, startSystem } from './started-system.ts';

const INSTANTS = 3;
const HOW_MANY = Number(process.env['MIXED'] ?? 2);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1e6);

const folder = (name: string): string => mkdtempSync(join(tmpdir(), `mediahub-${name}-`));
const states = Array.from({ length: INSTANTS }, (_, n) => folder(`instant-${n}`));
/** The media of each instant, and the album. */
const media: string[] = [];
const albums: string[] = [];

const uploaded = async (operator: Client): Promise<string> => {
  const { id } = (await operator.upload()).body;
  await eventually(async () => {
    const { status } = await operator.get<{ status: string }>(`/api/v1/media/${id}`).catch(() => ({ status: '' }));
    return status === 'processed' || undefined;
  }, RECOVERY_MS);
  return id;
};

beforeAll(async () => {
  const [first = ''] = states;
  for (const [n, state] of states.entries()) {
    if (n > 0) cpSync(states[n - 1] ?? '', state, { recursive: true });
    const system = await startSystem(state);
    const operator = await Client.login(null, system.base);
    media.push(await uploaded(operator));
    const made = await operator.call<{ id: string }>('POST', '/api/v1/albums', { name: `Album ${n}` });
    albums.push(made.body.id);
    await operator.call('PATCH', `/api/v1/media/${media[0]}`, { filename: `name-${n}.jpg` });
    for (const id of media) await operator.call('POST', `/api/v1/albums/${made.body.id}/media`, { media_id: id });
    await eventually(async () => {
      const { projections } = await operator.get<{ projections: { lag: number }[] }>('/api/v1/projections');
      return projections.every(({ lag }) => lag === 0) || undefined;
    }, RECOVERY_MS);
    await system.halt();
  }
  expect(first).not.toBe('');
}, RECOVERY_MS * 4);
afterAll(() => {
  for (const state of states) {
    forgetStarts(state);
    rmSync(state, { recursive: true, force: true });
  }
});

const mixture = fc.record(Object.fromEntries(STORES.map((store) => [store, fc.nat(INSTANTS - 1)])));

it.each(fc.sample(mixture, { numRuns: HOW_MANY, seed: SEED }).map((one) => [JSON.stringify(one), one] as const))(
  `SEED=${SEED} %s`,
  async (_, instants) => {
    const state = folder('mixed');
    cpSync(states.at(-1) ?? '', state, { recursive: true });
    for (const [store, n] of Object.entries(instants))
      if (n < INSTANTS - 1) putBack(state, states[n] ?? '', store);
    const system = await startSystem(state);
    try {
      const call = await logIn(system.base, null);
      const operator = await Client.login(null, system.base);
      const said = await plan(call, objectsIn(state), true);
      const done = (await act(call, objectsIn(state), { ms: RECOVERY_MS, sagas: true })).join('\n');
      const all = [...said, done].join('\n');
      expect(done.match(/rows, equal/g), all).toHaveLength(3);

      const newest = Math.max(instants['events'] ?? 0, instants['streams'] ?? 0);
      for (let n = 0; n <= newest; n++)
        expect((await operator.call('GET', `/api/v1/media/${media[n]}`)).status, `media ${n}\n${all}`).toBe(200);
      expect(await operator.get(`/api/v1/media/${media[0]}`), all).toMatchObject({
        status: 'processed',
        filename: `name-${newest}.jpg`,
      });
      const held = await operator.get<{ id: string }[]>(`/api/v1/albums/${albums[newest]}/media`);
      expect(held.length, all).toBe(newest + 1);
      expect(await uploaded(operator)).toBeTruthy();
      await eventually(async () => {
        const { body } = await operator.call<Invariant[]>('POST', '/api/v1/invariants/check');
        const red = body.filter((one) => one.state !== 'green');
        return red.length === 0 || undefined;
      }, RECOVERY_MS);
      expect((await plan(call, objectsIn(state))).join('\n')).toContain('Originals may be deleted.');
    } finally {
      await system.stop();
    }
  },
  RECOVERY_MS * 3,
);
