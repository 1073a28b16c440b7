import { expect, it } from 'vitest';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { publicRebuild, publicStatus } from './public-status.ts';

const failing: SubscriptionStatus = {
  name: 'album',
  checkpoint: 3,
  head: 9,
  lag: 6,
  state: 'retrying',
  parked: 0,
  attempts: 2,
  last_error: 'UNIQUE constraint failed: 夜のひみつ.jpg of user-b',
  next_retry_at: null,
  rebuild: null,
};

it('every user may see that it failed, and operators why', () => {
  const shown = publicStatus(failing);
  expect(JSON.stringify(shown)).not.toMatch(/constraint|ひみつ|user-b/);
  expect(shown).toMatchObject({ state: 'retrying', attempts: 2, last_error: expect.any(String) as string });
  expect(publicStatus({ ...failing, last_error: null }).last_error).toBeNull();
});

it('the same holds for a rebuild, whose rows may be of any user', () => {
  const row = { name: '夜のひみつ.jpg' };
  const rebuild: RebuildStatus = {
    state: 'completed',
    phase: null,
    position: 9,
    head: 9,
    events_per_second: 1,
    started_at: '2026-01-01T00:00:00.000Z',
    finished_at: null,
    last_error: 'near user-b: syntax error',
    certificate: {
      equal: false,
      rows: 1,
      differing_rows: 1,
      digest: '',
      first_difference: { table: 'albums', key: ['x'], blue: row, green: null, event: null },
    },
  };
  expect(JSON.stringify(publicRebuild(rebuild))).not.toMatch(/ひみつ|user-b/);
  // As the live feed sends it to every browser.
  const sent = publicStatus({ ...failing, rebuild });
  expect(JSON.stringify(sent)).not.toMatch(/ひみつ|user-b|constraint/);
  expect(sent.rebuild?.position).toBe(9);
});
