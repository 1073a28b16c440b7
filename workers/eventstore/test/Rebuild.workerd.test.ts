// The object that drives a rebuild: it goes on by itself when everything dies in the middle of any step, and it can be
// given up in the middle of any step as long as nothing new is shown.
import { abortAllDurableObjects } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { eventually } from '#shared/engine/testing/eventually';
import { env, freshStream, request } from './env.ts';

const STEPS = ['begin', 'fill', 'compare', 'cutOver', 'sweep'];

// A stub does not survive the death of its object: take a new one each time.
const rebuild = () => env.REBUILD.getByName('media');
const over = (): Promise<RebuildStatus> =>
  eventually(async () => {
    const status = await rebuild().status();
    return status && status.state !== 'running' ? status : undefined;
  });

/** Appends some events that the consumer has taken. */
async function history(): Promise<string[]> {
  const { id, stream, event } = freshStream();
  await stream.append(request(id, 'no_stream', event(1), event(2)));
  const position = (await env.STREAM.getByName(id).position(2, 30_000)) ?? 0;
  await env.SUBSCRIPTION.getByName('media').waitFor('media', position, 30_000);
  return [event(1).id, event(2).id];
}

const heldAt = async (step: string): Promise<void> => {
  await env.CONTROL.hold(step);
  await rebuild().start('media');
  await eventually(async () => ((await env.CONTROL.asked(step)) > 0 ? true : undefined));
};

const expectOnce = async (ids: string[]) => {
  const applied = (await env.CONTROL.applied('media')).map(({ id }) => id);
  expect(ids.map((id) => applied.filter((other) => other === id).length)).toEqual(ids.map(() => 1));
};

afterEach(async () => env.CONTROL.hold(null));

describe('a rebuild', () => {
  it.each(STEPS)('goes on by itself when every object dies in the middle of %s', async (step) => {
    const before = await history();
    await heldAt(step);
    await abortAllDurableObjects();
    await env.CONTROL.hold(null);
    const since = await history();
    expect(await over()).toMatchObject({ state: 'completed', phase: null, certificate: { equal: true } });
    await expectOnce([...before, ...since]);
  });

  it.each(STEPS)('given up in the middle of %s ends, and says as what', async (step) => {
    const before = await history();
    await heldAt(step);
    const heard = await rebuild().abort();
    await env.CONTROL.hold(null);
    expect(heard).toBe(step !== 'sweep');
    expect((await over()).state).toBe(step === 'cutOver' || step === 'sweep' ? 'completed' : 'aborted');
    await expectOnce(before);
  });

  it('goes on with a generation that a migration has begun, when the subscription is next asked', async () => {
    const before = await history();
    await env.CONTROL.begin('media');
    expect((await rebuild().status())?.state).not.toBe('running');
    await abortAllDurableObjects();
    const asked = Date.now();
    await env.SUBSCRIPTION.getByName('media').status('media');
    const status = await over();
    expect(status).toMatchObject({ state: 'completed', certificate: { equal: true } });
    expect(Date.parse(status.started_at)).toBeGreaterThanOrEqual(asked);
    await expectOnce(before);
    await rebuild().resume('media');
    expect(await over(), 'there is nothing left to go on with').toEqual(status);
  });

  it('is one at a time, and can be started again when it is over', async () => {
    await heldAt('fill');
    expect(await rebuild().start('media')).toBe(false);
    await env.CONTROL.hold(null);
    await over();
    expect(await rebuild().abort()).toBe(false);
    expect(await rebuild().start('media')).toBe(true);
    expect((await over()).state).toBe('completed');
  });
});
