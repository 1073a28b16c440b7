// Invariant X5: when it is quiet, the files are those of the live media. No orphan, no dangling key. Looked at in rounds:
// the newest media each time, and a part of the others and of the bucket from where the last check ended.
import type { Broken, Check, World } from './check.ts';

const ID = 'files-are-live-media';
const NEWEST = 50;
const MEDIA_A_CHECK = 200;
const KEYS_A_CHECK = 500;
/** Sagas under way may still hold or delete files. */
const QUIET_MS = 30_000;
/** An upload that broke off before its event has its file removed by a sweeper after an hour. */
const SWEPT_MS = 75 * 60_000;

type Noted = { id: string; status: string; at: string; position: number };

const below = ({ notes }: World, position: number, limit: number): Noted[] =>
  notes.all<Noted>(
    'SELECT id, status, at, position FROM media WHERE position < ? ORDER BY position DESC LIMIT ?',
    position,
    limit,
  );

/** The newest, and the next ones of the round. */
function someMedia(world: World): Noted[] {
  const { notes } = world;
  const newest = below(world, Number.MAX_SAFE_INTEGER, NEWEST);
  const start = notes.bookmark(ID)?.below ?? newest.at(-1)?.position ?? 0;
  const next = below(world, start, MEDIA_A_CHECK);
  const end = next.length < MEDIA_A_CHECK ? null : (next.at(-1)?.position ?? null);
  notes.markPage(ID, { shelf: '', below: end });
  return [...new Map([...newest, ...next].map((one) => [one.id, one])).values()];
}

async function wrongWith({ env, notes }: World, { id, status }: Noted): Promise<Broken[]> {
  const { objects } = await env.FILES.list({ prefix: `media/${id}/` });
  const has = objects.some(({ key }) => key.endsWith('/original'));
  const wanted = status === 'uploaded' || status === 'processed';
  const gone = status === 'purged' || status === 'compensated';
  const about = { about: id, positions: notes.about(id) };
  if (wanted && !has)
    return [
      {
        ...about,
        code: 'file_missing',
        params: { name: notes.nameOf(id) },
        text: `${id} is ${status} and has no file`,
      },
    ];
  if (gone && objects.length > 0)
    return [
      {
        ...about,
        code: 'file_left',
        params: { name: notes.nameOf(id), count: String(objects.length) },
        text: `${id} is ${status} and still has ${objects.length} files`,
      },
    ];
  return [];
}

/** Files of no media, in a part of the bucket. */
async function orphans({ env, notes, now }: World): Promise<Broken[]> {
  const startAfter = notes.bookmark(`${ID} keys`)?.shelf ?? '';
  const { objects } = await env.FILES.list({
    prefix: 'media/',
    limit: KEYS_A_CHECK,
    ...(startAfter === '' ? {} : { startAfter }),
  });
  const last = objects.length < KEYS_A_CHECK ? '' : (objects.at(-1)?.key ?? '');
  notes.markPage(`${ID} keys`, { shelf: last, below: null });
  return objects.flatMap(({ key, uploaded }): Broken[] => {
    const id = key.split('/')[1] ?? '';
    const known = notes.all('SELECT 1 AS known FROM media WHERE id = ?', id).length > 0;
    return known || now - uploaded.getTime() <= SWEPT_MS
      ? []
      : [{ code: 'file_unknown', about: id, text: `${id} has a file and no event`, positions: [] }];
  });
}

export const filesAreLiveMedia: Check = {
  id: ID,
  title: 'The files are those of the live media',
  async *find(world) {
    const media = someMedia(world).filter(({ at }) => world.now - Date.parse(at) > QUIET_MS);
    const broken: Broken[] = [];
    for (const one of media) {
      yield 1;
      broken.push(...(await wrongWith(world, one)));
    }
    yield 1;
    broken.push(...(await orphans(world)));
    return {
      checked: media.length,
      total: world.notes.count('SELECT COUNT(*) AS n FROM media'),
      broken,
    };
  },
};
