// npm run seed: demo pictures and albums for two users, through the public API of the running system. Run twice, it
// changes nothing.
import { bootstrap } from './lib/node/bootstrap.mjs';

const TIMEOUT_MS = 120_000;

bootstrap(import.meta.url, async () => {
  const { setTimeout: pause } = await import('node:timers/promises');
  const { wantedPort } = await import('./lib/process/port.ts');
  const { userError } = await import('./lib/node/user-error.mjs');
  const { logIn } = await import('./lib/seed/client.ts');
  const { paint } = await import('./lib/seed/paint.ts');
  const { PEOPLE } = await import('./lib/seed/people.ts');
  const { SCENES } = await import('./lib/seed/scenes.ts');

  const base = `http://localhost:${wantedPort()}`;

  /** @param {[name: string, scene: string, portrait?: boolean]} picture */
  const draw = ([name, scene, portrait = false]) => {
    const shade = SCENES[scene];
    if (!shade) throw new Error(`there is no scene ${scene}`);
    const bytes = portrait ? paint(800, 1200, shade) : paint(1200, 800, shade);
    const form = new FormData();
    form.append('file', new File([bytes], name, { type: 'image/jpeg' }));
    return form;
  };

  for (const { login, pictures, albums } of PEOPLE) {
    const call = await logIn(base, login);
    /** @type {Map<string, string>} */
    const ids = new Map();
    for (const picture of pictures) {
      const [name] = picture;
      const media = await call('POST', '/api/v1/media', { key: name, form: draw(picture) });
      if (media) ids.set(name, media.id);
    }
    for (const { name, description, pictures: names } of albums) {
      const album = await call('POST', '/api/v1/albums', { key: name, json: { name, description } });
      for (const id of album ? names.flatMap((n) => ids.get(n) ?? []) : [])
        await call('POST', `/api/v1/albums/${album.id}/media`, { key: id, json: { media_id: id } });
    }

    const deadline = performance.now() + TIMEOUT_MS;
    for (;;) {
      const { count } = (await call('GET', '/api/v1/media?status=uploaded&limit=200')) ?? { count: 0 };
      if (count === 0) break;
      if (performance.now() > deadline)
        throw userError(`${count} pictures have still no thumbnail: look at ${base}/sagas.`);
      await pause(200);
    }
    console.log(
      `${login ?? 'dev (operator)'}: ${ids.size} of ${pictures.length} pictures, ${albums.length} albums`,
    );
  }
  console.log(`See them at ${base}`);
});
