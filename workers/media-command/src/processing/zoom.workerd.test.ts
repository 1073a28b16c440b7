import { expect, it } from 'vitest';
import { call, codeOf, filesOf, remove, rpc, saga, someone, uploaded } from '../../test/env.ts';
import { SMALL_HEIC } from '../../test/fixtures.ts';
import { answer, png, sent, THUMBNAIL } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';

let made = 0;
/** Each differs behind its end. */
const heic = (): File => new File([SMALL_HEIC, new Uint32Array([0, ++made])], 'a.heic', { type: 'image/heic' });

async function processed(user: string, file = heic()): Promise<string> {
  const id = await uploaded(user, file);
  await rpc().process(saga(user), { media_id: id });
  sent.length = 0;
  return id;
}

const zoom = (user: string, id: string) => call(user, `/api/v1/media/${id}/zoom`, { method: 'PUT' });

const urlIn = async (response: Response): Promise<unknown> => {
  expect(response.status).toBe(200);
  return ((await response.json()) as { url: string }).url;
};

/** As the thumbnailer answers when it is asked for the large one. */
function zooms(): void {
  fakes.thumbnailer = async (request) => {
    expect(request.headers.get('x-sides')).toBe('4096');
    sent.push(new Uint8Array(await request.arrayBuffer()));
    const form = new FormData();
    form.append('answer', JSON.stringify({ refused: null, report: null }));
    form.append('4096', new Blob([THUMBNAIL]));
    return new Response(form);
  };
}

it('makes the picture of a HEIC once, however often it is asked for', async () => {
  const user = someone();
  const id = await processed(user);
  zooms();
  const events = fakes.store.log.length;
  for (let i = 0; i < 2; i++)
    expect(await urlIn(await zoom(user, id))).toBe(`/api/v1/media/${id}/renditions/4096`);
  expect([sent.length, fakes.store.log.length]).toEqual([1, events]);
  expect(await filesOf(id)).toContain('rendition-4096');
});

it('is the file itself of what every browser shows', async () => {
  const user = someone();
  const id = await processed(user, png());
  expect(await urlIn(await zoom(user, id))).toBe(`/api/v1/media/${id}/content`);
  expect(sent).toEqual([]);
});

it('says why there is none, and keeps nothing', async () => {
  const user = someone();
  const id = await processed(user);
  fakes.thumbnailer = () => answer('decode_failed');
  expect(await codeOf(await zoom(user, id))).toBe('422 decode_failed');
  expect(await filesOf(id)).not.toContain('rendition-4096');
});

it('is for the owner alone', async () => {
  const id = await processed(someone());
  expect(await codeOf(await zoom(someone(), id))).toBe('404 media_not_found');
});

it('that was made while its media was deleted goes with it', async () => {
  const user = someone();
  const id = await processed(user);
  zooms();
  const slow = fakes.thumbnailer;
  fakes.thumbnailer = async (request) => {
    await remove(user, id);
    return slow(request);
  };
  await zoom(user, id);
  expect(await filesOf(id)).not.toContain('rendition-4096');
});
