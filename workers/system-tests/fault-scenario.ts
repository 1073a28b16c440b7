// A user's uploads, deletion and export under a generated plan of faults. The scenario ends when all is quiet again.
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  INJECTION_POINTS,
  KINDS,
  type InjectionPoint,
  type Fault,
  type FaultKind,
  type FaultPlan,
} from '#shared/engine/faults/plan';
import type { SagaView } from '#shared/engine/saga/view';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { named, photo } from '#shared/mediahub/testing/photo';
import { observeOutcome, storedKeys, type ObservedOutcome } from './observed-outcome.ts';
import type { Client } from './client.ts';
import { sagasOf, violationsOf } from './violations.ts';

const ENDED = ['completed', 'failed', 'cancelled'];
const STEPS: Record<InjectionPoint, string[]> = {
  saga: [
    ...['process', 'add_to_default_album', 'notify', 'undo:add_to_default_album', 'undo:upload', 'tell_user'],
    ...['remove_from_albums', 'purge_files', 'collect', 'write', 'complete', 'undo:request'],
  ],
  append: ['media', 'album', 'notification', 'export'],
  publish: ['media', 'album', 'notification', 'export'],
  poke: ['media', 'album', 'notification', 'saga'],
  deliver: ['media', 'album', 'notification', 'saga'],
};
/** The kinds of fault that heal: a consumer that is really broken has a test of its own. */
export const healing = (Object.keys(KINDS) as FaultKind[]).filter((kind) => kind !== 'duplicate_effect');

const anyFault = fc.constantFrom(...INJECTION_POINTS).chain((at): fc.Arbitrary<Fault> =>
  fc.record({
    at: fc.constant(at),
    step: fc.constantFrom(...STEPS[at]),
    kind: fc.constantFrom(...healing),
    after: fc.nat(2),
    times: fc.integer({ min: 1, max: 4 }),
  }),
);
const anyPlan: fc.Arbitrary<FaultPlan> = fc.record({
  seed: fc.nat(1_000),
  faults: fc.array(anyFault, { minLength: 2, maxLength: 8 }),
});

const PICTURE = photo(320, 240);

/** Goes on with what waits for a person, until nothing does and every saga that was begun has ended. */
const settled = (user: Client, operator: Client) =>
  eventually(async () => {
    const found = await user.get<SagaView[]>('/api/v1/sagas?status=all&limit=200');
    for (const saga of found)
      if (saga.status === 'parked') await operator.call('POST', `/api/v1/sagas/${saga.id}/resume`);
    return (
      (found.length === sagasOf(await user.events()) && found.every(({ status }) => ENDED.includes(status))) ||
      undefined
    );
  }, timeLimit(40_000));

export const upload = (user: Client, name: string) =>
  eventually(async () => {
    const answer = await user.upload(named(PICTURE, name), name, 'image/jpeg', { 'idempotency-key': name });
    return answer.status === 201 ? answer.body.id : undefined;
  });

/** Asks, under faults, until the answer is one of the decision and not of a failure. */
const ask = (user: Client, method: string, path: string) => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  return eventually(async () => {
    const { status, body } = await user.call<{ code?: string }>(method, path, undefined, key);
    return status < 300 || ['media_not_found', 'media_not_in_this_state'].includes(body.code ?? '') || undefined;
  });
};

export interface FaultScenario {
  plan: FaultPlan;
  /** What was there before, or what is still on its way. */
  deletes: 'nothing' | 'settled' | 'under way';
  exports: boolean;
}
export const anyScenario: fc.Arbitrary<FaultScenario> = fc.record({
  plan: anyPlan,
  deletes: fc.constantFrom('nothing', 'settled', 'under way'),
  exports: fc.boolean(),
});

/** None once all is well; those that are left when it does not get well in time. */
async function violationsInTheEnd(look: () => Promise<ObservedOutcome>): Promise<string[]> {
  let violations: string[] = [];
  await eventually(async () => (violations = violationsOf(await look())).length === 0 || undefined).catch(
    () => undefined,
  );
  return violations;
}

/** Uploads, a deletion and an export under the plan; then it heals. Answers how to look at what is left. */
export async function lived(
  user: Client,
  operator: Client,
  { plan, deletes, exports }: FaultScenario,
): Promise<() => Promise<ObservedOutcome>> {
  const before = await storedKeys();
  const first = await upload(user, 'first.jpg');
  await user.sagaOf(first);
  await operator.switchOn(plan);
  const [one] = await Promise.all([
    upload(user, 'one.jpg'),
    upload(user, 'two.jpg'),
    exports && ask(user, 'POST', '/api/v1/albums/default/export'),
  ]);
  if (deletes !== 'nothing') await ask(user, 'DELETE', `/api/v1/media/${deletes === 'settled' ? first : one}`);
  // The faults meet the sagas while they run, and are gone before they could end everything.
  await eventually(async () => {
    const sagas = await user.get<SagaView[]>('/api/v1/sagas?status=all');
    return sagas.some(({ status, aggregate_id }) => status !== 'running' && aggregate_id !== first) || undefined;
  }, 4_000).catch(() => undefined);
  await operator.heal();

  const look = () => observeOutcome(user, operator, before);
  await settled(user, operator);
  expect(await violationsInTheEnd(look)).toEqual([]);
  // One more upload goes the whole way, behind everything that is still under way: what comes late is there before it.
  await user.sagaOf(await upload(user, 'last.jpg'));
  expect(await violationsInTheEnd(look), 'later').toEqual([]);
  return look;
}
