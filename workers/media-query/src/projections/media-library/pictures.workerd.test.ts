import { describe, expect, it } from 'vitest';
import { locationKey } from '#shared/mediahub/media/keys';
import { Media } from '#shared/mediahub/api/media';
import { env, get, list, problem, someone } from '../../../test/env.ts';
import { catchUp, mediaOf } from '../../../test/log.ts';

describe('a picture in the library', () => {
  it('has a picture once one is made, and the reason for its lack is gone', async () => {
    const user = someone();
    const media = mediaOf(user);
    media.processedWithout('too_many_pixels');
    media.rendered([400, 1600], 'browser');
    await catchUp();
    const url = `/api/v1/media/${media.id}`;
    const shown = await (await get(user, `/${media.id}`)).json<{ updated_at: string }>();
    const version = shown.updated_at;
    expect(shown).toMatchObject({
      thumbnail_url: `${url}/thumbnail?v=${version}`, preview_url: `${url}/renditions/1600?v=${version}`, thumbhash: 'aGFzaA==', made_of: 'browser',
      reason_code: null, reason: null, width: 4032, height: 3024,
    }); // prettier-ignore
  });

  it('has every field of the API and every digit of a number, alone and on a page', async () => {
    const user = someone();
    const media = mediaOf(user, { filename: '写真 "1" \\ {}.jpg' });
    media.rendered([400, 1600]);
    media.described({ local: '2024-05-06T07:08:09', zone: null }, undefined, { seconds: 1 / 120, f_number: 2.8 });
    mediaOf(user).failed();
    await catchUp();
    const page = await list(user);
    const [failed, shown] = page.media.map((one) => Media.parse(one));
    expect(shown).toMatchObject({
      filename: '写真 "1" \\ {}.jpg',
      exposure: { seconds: 1 / 120, f_number: 2.8, iso: null, focal_length_mm: null },
      located: true,
    });
    expect(failed).toMatchObject({
      status: 'failed',
      thumbnail_url: null,
      camera: null,
      exposure: null,
      taken_at: null,
    });
    expect(await (await get(user, `/${media.id}`)).json()).toEqual(shown);
  });

  it('shows what the camera wrote, and where it was taken to its owner alone', async () => {
    const [user, other] = [someone(), someone()];
    const media = mediaOf(user);
    media.processed();
    media.described({ local: '2024-05-06T07:08:09', zone: '+09:00' });
    await catchUp();
    await env.FILES.put(locationKey(media.id), '{"latitude":35.01,"longitude":135.76,"altitude_m":null}');
    const shown = await (await get(user, `/${media.id}`)).text();
    expect(JSON.parse(shown)).toMatchObject({
      taken_at: { local: '2024-05-06T07:08:09', zone: '+09:00' },
      camera: { make: 'Maker', model: 'Model', lens: null },
      exposure: { seconds: 0.008, f_number: 1.8, iso: 50, focal_length_mm: 4.2 },
      located: true,
    });
    expect(shown + JSON.stringify(await list(user))).not.toContain('135.76');
    expect(await (await get(user, `/${media.id}/location`)).json()).toMatchObject({ longitude: 135.76 });
    expect(await problem(get(other, `/${media.id}/location`))).toBe('404 media_not_found');
  });
});
