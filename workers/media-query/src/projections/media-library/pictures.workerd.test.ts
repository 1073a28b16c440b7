import { describe, expect, it } from 'vitest';
import { locationKey } from '#shared/mediahub/media/keys';
import { env, get, list, problem, someone } from '../../../test/env.ts';
import { catchUp, mediaOf } from '../../../test/log.ts';

describe('a picture in the library', () => {
  it('has a picture once one is made, whatever kept it away before', async () => {
    const user = someone();
    const media = mediaOf(user);
    media.processedWithout('too_many_pixels');
    media.rendered([400, 1600], 'browser');
    await catchUp();
    const url = `/api/v1/media/${media.id}`;
    const shown = await (await get(user, `/${media.id}`)).json<{ updated_at: string }>();
    const version = Date.parse(shown.updated_at).toString(36);
    expect(shown).toMatchObject({
      thumbnail_url: `${url}/thumbnail?v=${version}`, preview_url: `${url}/renditions/1600?v=${version}`, thumbhash: 'aGFzaA==', made_of: 'browser',
      reason_code: null, reason: null, width: 4032, height: 3024,
    }); // prettier-ignore
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
