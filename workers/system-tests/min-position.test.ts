// Read-your-own-writes over the whole system (P6): with the position of a write, or its consistency token, a read shows it or
// says 409 and when to ask again, under faults in the delivery to the library.
import { afterEach, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Fault } from '#shared/engine/faults/plan';
import { eventually } from '#shared/engine/testing/eventually';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { photo } from '#shared/mediahub/testing/photo';
import { Client, type Answer } from './client.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

type Page = { media: { id: string }[] };
const PICTURE = photo(40, 30);

/** How a read asks for what was written. */
const MANNERS = ['min_position', 'consistency'] as const;
type Manner = (typeof MANNERS)[number];

const uploaded = async (user: Client, manner: Manner) => {
  const prefer = manner === 'consistency' ? 'respond-async' : 'position';
  const { status, headers, body } = await user.upload(PICTURE, 'own.jpg', 'image/jpeg', { prefer });
  expect(status).toBe(201);
  expect(headers.get('x-consistency-token')).toBe(`${body.id}@1`);
  // On a busy machine an answer does not wait for its position.
  const position = async () => (await user.events()).find((event) => event.aggregate_id === body.id)?.position;
  const asked =
    manner === 'consistency'
      ? headers.get('x-consistency-token')
      : (headers.get('x-event-position') ?? (await eventually(position)));
  return { id: body.id, path: `/api/v1/media?${manner}=${asked}` };
};

/** The read shows the media, or says when to ask again. */
const isHonest = ({ status, headers, body }: Answer<Page>, id: string): boolean => {
  if (status === 200) return body.media.some((one) => one.id === id);
  return status === 409 && headers.get('retry-after') !== null;
};

/** Faults that cannot park an event: a reader does not wait for parked events. */
const fault = fc.record<Fault>({
  at: fc.constant('deliver'),
  step: fc.constant('media'),
  kind: fc.constantFrom('error', 'drop_reply', 'delay', 'crash_before', 'crash_after', 'evict'),
  delay_ms: fc.integer({ min: 0, max: 300 }),
  times: fc.integer({ min: 1, max: 2 }),
});

/** A regression: the subscription died during the wait, and the read answered with an internal error. */
const FOUND: Fault = { at: 'deliver', step: 'media', kind: 'crash_before', delay_ms: 257, times: 1 };

it(
  'a read at the position of an own upload shows it, or says when to ask again; and in the end it shows it',
  () =>
    fc.assert(
      fc.asyncProperty(fault, fc.constantFrom(...MANNERS), async (generated, manner) => {
        const user = await Client.login();
        await operator.injectFault(generated);
        const { id, path } = await uploaded(user, manner);
        const answer = await user.call<Page>('GET', path);
        expect([isHonest(answer, id), answer.status, answer.body], `P6: ${id}`).toEqual([
          true,
          answer.status,
          answer.body,
        ]);
        await operator.heal();
        await eventually(async () => (await user.call<Page>('GET', path)).status === 200 || undefined);
        expect(isHonest(await user.call<Page>('GET', path), id), 'P6').toBe(true);
      }),
      {
        ...fcParameters<[Fault, Manner]>(3),
        examples: [
          [FOUND, 'min_position'],
          [FOUND, 'consistency'],
        ],
      },
    ),
  timeoutFor(60_000),
);

it('a library that is not there in time is 409 with Retry-After, and shows it later, however it is asked', async () => {
  const users = await Promise.all(MANNERS.map(() => Client.login()));
  await operator.injectFault({ at: 'deliver', step: 'media', kind: 'delay', delay_ms: 15_000 });
  const asked = await Promise.all(
    users.map(async (user, n) => {
      const manner = MANNERS[n] ?? 'consistency';
      return { manner, user, ...(await uploaded(user, manner)) };
    }),
  );
  // At once: each waits as long as a read may.
  const early = await Promise.all(
    asked.map(async ({ manner, user, path }) => {
      const { status, body, headers } = await user.call<Page & { code: string }>('GET', path);
      return [manner, status, body.code, headers.get('retry-after')];
    }),
  );
  await operator.heal();
  expect(early).toEqual(MANNERS.map((manner) => [manner, 409, 'position_not_reached', '1']));
  for (const { manner, user, id, path } of asked) {
    const shown = await eventually(async () => {
      const answer = await user.call<Page>('GET', path);
      return answer.status === 200 ? answer.body.media : undefined;
    });
    expect(
      shown.map((media) => media.id),
      manner,
    ).toEqual([id]);
  }
});

it('a token that no write has answered is refused, or waited for in vain, and opens no stream', async () => {
  const user = await Client.login();
  expect((await user.call('GET', '/api/v1/media?consistency=media-1@1')).status).toBe(400);
  const made = `media-${crypto.randomUUID()}@1`;
  expect((await user.call('GET', `/api/v1/albums?consistency=${made}`)).status).toBe(409);
});
