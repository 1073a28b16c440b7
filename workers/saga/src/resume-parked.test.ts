// Hundreds of parked sagas, let go on in one act: each is asked once, those that refuse hide no other, and the sums are true.
import { expect, it } from 'vitest';
import { decodeCursor } from '#shared/http/cursor';
import type { ParkedCause } from '#shared/engine/saga/parked';
import { parkedCauses } from '#shared/engine/saga/monitor/parked-causes';
import { d1 } from '#shared/engine/testing/sqlite';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import type { Resumed } from '#shared/mediahub/api/saga';
import * as z from 'zod';
import type { Env } from './env.ts';
import { resumeParked } from './resume-parked.ts';

const Place = z.tuple([z.string(), z.string()]);
const OUTAGE: ParkedCause = {
  saga_type: 'media_upload',
  step_name: 'process',
  direction: 'do',
  reason: 'no answer in time',
};
const OTHER: ParkedCause = { ...OUTAGE, direction: 'undo', reason: "it's broken" };

/** Sagas of two causes, and one that is under way. Many began within one millisecond. */
async function systemOf(outage: number, other: number) {
  const DB = d1(...migrationsOf('saga'));
  const park = (id: string, { saga_type, step_name, direction, reason }: ParkedCause, n: number) => {
    const view = JSON.stringify({ saga_type, parked: { step_name, direction, reason } });
    const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 7)).toISOString();
    const sql = "INSERT OR REPLACE INTO sagas VALUES (?1, 'user-1', 'parked', 1, 1, ?2, ?3)";
    return DB.prepare(sql).bind(id, at, view).run();
  };
  for (let n = 0; n < outage; n++) await park(`saga-o-${n}`, OUTAGE, n);
  for (let n = 0; n < other; n++) await park(`saga-x-${n}`, OTHER, n);
  await DB.prepare("INSERT INTO sagas VALUES ('saga-runs', 'user-1', 'running', 1, 1, '2026', '{}')").run();
  const asked: string[] = [];
  const resume = async (id: string): Promise<string | null> => {
    asked.push(id);
    const n = Number(id.split('-').at(-1));
    if (n % 10 === 3) throw new Error('it does not answer');
    if (n % 10 === 4) return 'This saga is not parked.';
    // Every other one is parked again at once: what parked it is not healed.
    if (n % 2 === 0) await DB.prepare("UPDATE sagas SET status = 'running' WHERE id = ?1").bind(id).run();
    return null;
  };
  const COORDINATOR = {
    getByName: (id: string) => ({ resume: () => resume(id) }),
  } as unknown as Env['COORDINATOR'];
  return { DB, COORDINATOR, asked };
}

async function all(env: Awaited<ReturnType<typeof systemOf>>, cause?: ParkedCause): Promise<Resumed> {
  let total = await resumeParked(env, cause);
  while (total.next !== null) {
    const before = env.asked.length;
    const more = await resumeParked(env, cause, decodeCursor(total.next, Place));
    expect(env.asked.length - before).toBeLessThanOrEqual(100);
    total = {
      ...more,
      resumed: total.resumed + more.resumed,
      refused: total.refused + more.refused,
      reasons: [...new Set([...total.reasons, ...more.reasons])],
    };
  }
  return total;
}

it('all of one cause are asked once each, in bounded requests, and no other', async () => {
  const system = await systemOf(350, 20);
  const total = await all(system, OUTAGE);
  expect(system.asked).toHaveLength(350);
  expect(new Set(system.asked).size).toBe(350);
  expect(system.asked.every((id) => id.startsWith('saga-o-'))).toBe(true);
  expect(total).toEqual({
    resumed: 280,
    refused: 70,
    reasons: ['it does not answer', 'This saga is not parked.'],
    next: null,
  });
});

it('without a cause all of them are, and what runs is left alone', async () => {
  const system = await systemOf(120, 30);
  const { resumed, refused } = await all(system);
  expect(resumed + refused).toBe(150);
  expect(new Set(system.asked).size).toBe(150);
  expect(system.asked).not.toContain('saga-runs');
});

it('the causes say how many each has, and what is in no list is in the sum', async () => {
  const system = await systemOf(12, 5);
  expect(await parkedCauses(system.DB)).toMatchObject({
    total: 17,
    active: 18,
    causes: [
      { ...OUTAGE, count: 12, oldest: '2026-01-01T00:00:00.000Z' },
      { ...OTHER, count: 5 },
    ],
  });
  for (let n = 0; n < 150; n++)
    await system.DB.prepare("INSERT INTO sagas VALUES (?1, 'user-1', 'parked', 1, 1, '2026', ?2)")
      .bind(
        `saga-${n}`,
        JSON.stringify({ saga_type: 'x', parked: { step_name: 's', direction: 'do', reason: `${n}` } }),
      )
      .run();
  const { total, causes } = await parkedCauses(system.DB);
  expect([total, causes.length]).toEqual([167, 100]);
  expect(await parkedCauses(d1(...migrationsOf('saga')))).toEqual({ total: 0, active: 0, causes: [] });
});
