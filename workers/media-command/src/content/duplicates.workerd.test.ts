// The same bytes of one user are one media item, however often and in parallel they are sent; and what a crash between two
// stores leaves is found and finished.
import { describe, expect, it } from 'vitest';
import { originalKey } from '#shared/mediahub/media/keys';
import { codeOf, env, filesOf, remove, someone, typesOf, upload, uploadRaw } from '../../test/env.ts';
import { PNG, pngOf } from '../../test/images.ts';
import { allIsWell } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';

const png = (name = 'a.png', body: Uint8Array<ArrayBuffer> = PNG) => new File([body], name, { type: 'image/png' });
interface Answer {
  id: string;
  filename: string;
  status: string;
}
const sent = async (sending: Promise<Response>): Promise<[number, Answer]> => {
  const response = await sending;
  return [response.status, await response.json<Answer>()];
};
const claims = (user: string) =>
  fakes.store.log.filter((e) => e.event_type === 'ContentClaimed' && e.metadata.user_id === user);
/** Dies where an event of this type would be written. */
const crashAt = (type: string) => {
  fakes.beforeAppend = ({ events }) =>
    events[0]?.event_type === type ? Promise.reject(new Error('crash')) : Promise.resolve();
};

describe('the same bytes again', () => {
  it('are answered 200 with the media that is there, under its present name; nothing is stored twice', async () => {
    const user = someone();
    const [first, { id }] = await sent(upload(user, png()));
    const again = await upload(user, png('other.png'));
    expect([first, again.status, again.headers.get('location')]).toEqual([201, 200, `/api/v1/media/${id}`]);
    expect(await again.json()).toEqual({
      id,
      filename: 'a.png',
      content_type: 'image/png',
      size: PNG.length,
      status: 'uploaded',
    });
    expect(typesOf(id)).toEqual(['MediaUploaded']);
    expect((await sent(uploadRaw(user, png())))[0]).toBe(200);
    const { objects } = await env.FILES.list();
    const media = new Set(fakes.store.log.filter((e) => e.metadata.user_id === user).map((e) => e.aggregate_id));
    expect(objects.filter(({ key }) => media.has(key.split('/')[1] ?? ''))).toHaveLength(1);
  });

  it('under a key get the same answer each time, and the key still is for these bytes alone', async () => {
    const user = someone();
    const [, { id }] = await sent(upload(user, png()));
    for (let time = 0; time < 2; time++)
      expect(await sent(upload(user, png(), 'key-1'))).toMatchObject([200, { id }]);
    expect(await codeOf(await upload(user, png('a.png', pngOf(2, 2)), 'key-1'))).toBe(
      '422 idempotency_key_reused',
    );
  });

  it('bring back the file that the bucket has lost, sent in one piece or anew under a key', async () => {
    for (const key of [undefined, 'anew']) {
      const user = someone();
      const [, { id }] = await sent(upload(user, png()));
      await env.FILES.delete(originalKey(id));
      expect(await sent(upload(user, png('again.png'), key))).toMatchObject([200, { id, filename: 'a.png' }]);
      expect(await (await env.FILES.get(originalKey(id)))?.bytes()).toEqual(new Uint8Array(PNG));
      expect(typesOf(id)).toEqual(['MediaUploaded']);
    }
  });

  it('of another user are another media, and no stream says what is in it', async () => {
    const [alice, bob] = [someone(), someone()];
    const [[, a], [status, b]] = [await sent(upload(alice, png())), await sent(upload(bob, png()))];
    expect([status, a.id === b.id]).toEqual([201, false]);
    const [[ofAlice], [ofBob]] = [claims(alice), claims(bob)];
    expect(ofAlice?.aggregate_id).not.toBe(ofBob?.aggregate_id);
    expect(JSON.stringify(ofAlice)).not.toContain('sha256');
  });

  it('that were deleted are a new media', async () => {
    const user = someone();
    const [, first] = await sent(upload(user, png()));
    await remove(user, first.id);
    const [status, second] = await sent(upload(user, png()));
    expect([status, second.id === first.id]).toEqual([201, false]);
    expect(await sent(upload(user, png()))).toMatchObject([200, { id: second.id }]);
    expect(claims(user).map(({ data }) => data)).toEqual([
      { user_id: user, media_id: first.id },
      { user_id: user, media_id: second.id },
    ]);
  });

  it.each([undefined, 'key'])('many at once are one media, with keys of their own or without: %s', async (key) => {
    const user = someone();
    const many = Array.from({ length: 8 }, (_, n) => sent(upload(user, png(`${n}.png`), key && `${key}-${n}`)));
    const answers = await Promise.all(many);
    expect(new Set(answers.map(([, { id }]) => id)).size).toBe(1);
    expect(answers.filter(([status]) => status === 201)).toHaveLength(1);
    expect(typesOf(answers[0]?.[1].id ?? '')).toEqual(['MediaUploaded']);
    expect(claims(user)).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('behind the bytes leaves nothing that blocks the next upload', async () => {
    const user = someone();
    crashAt('ContentClaimed');
    expect((await upload(user, png())).status).toBe(500);
    allIsWell();
    expect((await sent(upload(user, png())))[0]).toBe(201);
  });

  it('behind the claim is finished by the same command', async () => {
    const user = someone();
    crashAt('MediaUploaded');
    expect((await upload(user, png(), 'key-1')).status).toBe(500);
    allIsWell();
    const [status, { id }] = await sent(upload(user, png(), 'key-1'));
    expect([status, claims(user).length, typesOf(id)]).toEqual([201, 1, ['MediaUploaded']]);
  });

  it('behind the claim is finished by the next upload of the same bytes, also when the first bytes are gone', async () => {
    for (const swept of [false, true]) {
      const user = someone();
      crashAt('MediaUploaded');
      await upload(user, png(), 'key-1');
      allIsWell();
      const [holder = ''] = claims(user).map(({ data }) => (data as { media_id: string }).media_id);
      if (swept) await env.FILES.delete(originalKey(holder));
      const [status, { id }] = await sent(upload(user, png('b.png'), 'key-2'));
      expect([status, id]).toEqual([201, holder]);
      expect([typesOf(holder), await filesOf(holder)]).toEqual([['MediaUploaded'], ['original']]);
      // And the first one, when it comes back, is answered with the same media.
      const again = await sent(upload(user, png(), 'key-1'));
      expect(again).toMatchObject([201, { id: holder }]);
    }
  });
});
