// A clock that was a year ahead when the system stopped: after the next start the system does its outstanding work, though no
// request asks for it (R7).
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { setAlarmsAhead } from './put-back.ts';
import { RECOVERY_MS, startSystem } from './started-system.ts';

it(
  'publishes what a stream had not published, whose alarm would ring in a year',
  async () => {
    const state = mkdtempSync(join(tmpdir(), 'mediahub-ahead-'));
    const before = await startSystem(state);
    const operator = await Client.login(null, before.base);
    await operator.injectFault({ at: 'publish', kind: 'error' });
    const { status, body } = await operator.upload();
    expect(status).toBe(201);
    await before.halt();
    setAlarmsAhead(state, 'streams', 365 * 86_400_000);
    const system = await startSystem(state);
    try {
      const again = await Client.login(null, system.base);
      await again.heal();
      // The library is asked, which follows the log; no one asks the stream.
      await eventually(async () => {
        const { media } = await again.get<{ media: { id: string }[] }>('/api/v1/media');
        return media.some(({ id }) => id === body.id) || undefined;
      }, RECOVERY_MS);
    } finally {
      await system.stop();
    }
  },
  RECOVERY_MS * 2,
);
