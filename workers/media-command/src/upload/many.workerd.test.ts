// One user's many uploads at once: those that find the user's line full are refused before anything of them is kept, all others
// are stored, and another user's one does not wait for them.
import { expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import { pngOf } from '../../test/images.ts';
import { codeOf, env, eventsOf, someone, upload } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';

const MANY = 300;
/** So many of one user wait: see routes.ts. */
const LINE = 256;

const png = (n: number) => new File([pngOf(n + 1, 7)], `${n}.png`, { type: 'image/png' });

it("one user's three hundred: what is answered 201 is there, the others leave nothing, and another's one goes before them", async () => {
  const [many, other] = [someone(), someone()];
  let answered = 0;
  const sending = Array.from({ length: MANY }, async (_, n) => {
    const answer = await upload(many, png(n));
    if (answer.status === 201) answered++;
    return answer;
  });
  const one = upload(other, png(0)).then((answer) => ({ status: answer.status, before: answered }));
  const answers = await Promise.all(sending);
  const taken = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 429);
  const others = answers.filter(({ status }) => status !== 201 && status !== 429);
  expect(await Promise.all(others.map(codeOf))).toEqual([]);
  expect(taken.length).toBeGreaterThanOrEqual(LINE);
  expect(refused.length).toBeGreaterThan(0);

  const { status, before } = await one;
  expect(status).toBe(201);
  expect(before).toBeLessThan(taken.length / 2);

  for (const answer of refused) {
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await codeOf(answer)).toBe('429 busy');
  }
  const ids = await Promise.all(taken.map(async (answer) => (await answer.json<{ id: string }>()).id));
  expect(new Set(ids).size).toBe(taken.length);
  for (const id of ids) {
    expect(eventsOf(id).map(({ event_type }) => event_type)).toEqual(['MediaUploaded']);
    expect(await env.FILES.head(originalKey(id))).not.toBeNull();
  }
  const theirs = fakes.store.log.filter(({ metadata }) => metadata.user_id === many);
  expect(theirs.filter(({ event_type }) => event_type === 'MediaUploaded')).toHaveLength(taken.length);
});
