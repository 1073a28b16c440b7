// `kill -9`, round after round: in the middle of appends, of sagas that go forward, of sagas on their way back, and of a
// rebuild. After each round everything that must always hold is checked. It takes minutes, so it runs when it is asked to:
//   ROUNDS=20 npm test -- kill-rounds
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { SagaView } from '#shared/engine/saga/view';
import { eventually } from '#shared/engine/testing/eventually';
import { named, photo } from '#shared/mediahub/testing/photo';
import { Client } from './client.ts';
import { RECOVERY_MS, startSystem, type StartedSystem } from './started-system.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 0);
const UPLOADS = 6;
const MODELS = ['media', 'album', 'notification'];

describe.runIf(ROUNDS > 0)('kill -9', () => {
  let system: StartedSystem;
  let interrupted = 0;
  beforeAll(async () => {
    system = await startSystem();
  }, RECOVERY_MS);
  afterAll(() => system.stop());

  it.each(Array.from({ length: ROUNDS }, (_, n) => n + 1))(
    'round %i: every saga ends, every invariant holds',
    async (round) => {
      const operator = await Client.login(null, system.base);
      const user = await Client.login(`round-${round}`, system.base);
      const undone = round % 2 === 0;
      const model = MODELS[round % MODELS.length];
      if (undone) await operator.injectFault({ at: 'saga', step: 'add_to_default_album', kind: 'reject' });

      const picture = photo(640, 480, 'image/jpeg', round);
      const uploads = Promise.all(
        Array.from({ length: UPLOADS }, (_, n) =>
          eventually(async () => {
            const key = { 'idempotency-key': `${round}-${n}` };
            const answer = await user.upload(named(picture, `${n}`), `${n}.jpg`, 'image/jpeg', key);
            return answer.status === 201 ? answer.body.id : undefined;
          }, RECOVERY_MS),
        ),
      );
      const telling = undone ? 'MediaUploadCompensated' : 'MediaProcessed';
      await eventually(async () => (await user.events()).some((e) => e.event_type === telling) || undefined);
      await operator.call('POST', `/api/v1/projections/${model}/rebuild`);
      system.killNine();
      const killed = Date.now();
      const ids = await uploads;
      await system.healthy();

      const ends = await eventually(async () => {
        const sagas = await user.get<SagaView[]>('/api/v1/sagas?status=all&limit=200');
        const ended = sagas.filter((saga) => saga.ended_at !== null);
        return ended.length === ids.length ? ended.map((saga) => saga.status) : undefined;
      }, RECOVERY_MS);
      expect(ends).toEqual(ids.map(() => (undone ? 'failed' : 'completed')));
      await eventually(async () => ((await operator.heal()).status === 204 ? true : undefined));

      const rebuild = await eventually(async () => {
        const { projections } = await operator.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections');
        const now = projections.find(({ name }) => name === model)?.rebuild;
        return now && now.state !== 'running' ? now : undefined;
      }, RECOVERY_MS);
      const equal = { equal: true, first_difference: null };
      expect(rebuild, `${model}: live = rebuilt`).toMatchObject({ state: 'completed', certificate: equal });
      if (Date.parse(rebuild.finished_at ?? '') > killed) interrupted++;

      // Read models may still be catching up: everything has to turn green.
      await eventually(async () => {
        const { body } = await operator.call<Invariant[]>('POST', '/api/v1/invariants/check');
        expect(body.filter((invariant) => invariant.state !== 'green')).toEqual([]);
        return true;
      });
    },
    RECOVERY_MS * 2,
  );

  it('met most rebuilds in their middle', () => expect(interrupted).toBeGreaterThan(ROUNDS / 2));
});
