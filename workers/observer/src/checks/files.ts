// Invariant X5: when it is quiet, the files are those of the live media. No orphan, no dangling key. Media and bucket are gone
// through in passes: the media ask for their files, and the files for their media.
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import type { Metered } from '../metered.ts';
import { isPast, type Broken, type Check, type CheckContext, type Finding } from './check.ts';
import { checkLogged, type Logged, type LoggedThings } from './logged-things.ts';
import { advanced } from './pass.ts';
import { lookAgain, uniqueBy } from './suspects.ts';
import { together } from './together.ts';

const ID = 'files-are-live-media';
const KEYS = `${ID} keys`;
const KEYS_A_PAGE = 1_000;
const KEY_PAGES = 5;
/** An upload that broke off before its event has its file removed by a sweeper after an hour. */
const SWEPT_MS = 75 * 60_000;

type Media = Logged & { id: string; status: string; thumbnail: number };

async function violationsOf({ env, replica }: CheckContext, { id, status, thumbnail }: Media): Promise<Broken[]> {
  const { objects } = await env.FILES.list({ prefix: `media/${id}/` });
  const has = (key: string) => objects.some((object) => object.key === key);
  const wanted = status === 'uploaded' || status === 'processed';
  const gone = status === 'purged' || status === 'compensated';
  const about = { about: id, positions: replica.about(id) };
  if (wanted && !has(originalKey(id)))
    return [
      {
        ...about,
        code: 'file_missing',
        params: { name: replica.nameOf(id) },
        text: `${id} is ${status} and has no file`,
      },
    ];
  if (wanted && thumbnail === 1 && !has(thumbnailKey(id)))
    return [
      {
        ...about,
        code: 'rendition_missing',
        params: { name: replica.nameOf(id) },
        text: `${id} has a thumbnail by the log, and no file of it`,
      },
    ];
  if (gone && objects.length > 0)
    return [
      {
        ...about,
        code: 'file_left',
        params: { name: replica.nameOf(id), count: String(objects.length) },
        text: `${id} is ${status} and still has ${objects.length} files`,
      },
    ];
  return [];
}

const MEDIA: LoggedThings<Media> = {
  id: ID,
  select: (replica, where, value, most) =>
    replica.all<Media>(
      `SELECT id, status, at, position, state ->> 'thumbnail' AS thumbnail FROM media WHERE ${where}
       ORDER BY position DESC LIMIT ?`,
      value,
      most,
    ),
  total: (replica) => replica.count('SELECT COUNT(*) AS n FROM media'),
  page: 50,
  pages: 4,
  // Sagas under way may still hold or delete files.
  settledMs: 30_000,
  async *judge(context, media) {
    const found = new Map<number, Broken[]>();
    for (const one of media) {
      yield 1;
      found.set(one.position, await violationsOf(context, one));
    }
    return found;
  },
};

function unknownFile({ replica, now }: CheckContext, { key, uploaded }: R2Object): (Broken & { about: string })[] {
  const id = key.split('/')[1] ?? '';
  const known = replica.all('SELECT 1 AS known FROM media WHERE id = ?', id).length > 0;
  return known || !isPast(uploaded.getTime(), now, SWEPT_MS)
    ? []
    : [{ code: 'file_unknown', about: id, text: `${id} has a file and no event`, positions: [] }];
}

/** Files of no media. They are not counted: how many there are, a bucket does not say. */
async function* unknownFiles(context: CheckContext): Metered<Finding> {
  const { env, replica, now } = context;
  const again = yield* lookAgain(replica, KEYS, async function* (id) {
    yield 1;
    const { objects } = await env.FILES.list({ prefix: `media/${id}/`, limit: 1 });
    return objects.flatMap((object) => unknownFile(context, object));
  });
  const pass = replica.pass<string>(KEYS, now);
  const found: ReturnType<typeof unknownFile> = [];
  let place: string | null = pass.place ?? 'media/';
  for (let n = 0; n < KEY_PAGES && place !== null; n++) {
    yield 1;
    const list: R2Objects = await env.FILES.list({ prefix: 'media/', limit: KEYS_A_PAGE, startAfter: place });
    found.push(...list.objects.flatMap((object) => unknownFile(context, object)));
    place = list.truncated ? (list.objects.at(-1)?.key ?? null) : null;
  }
  const next = advanced(pass, 0, place);
  replica.savePass(next);
  for (const { about } of found) replica.suspect(KEYS, about, true);
  const broken = uniqueBy([...again, ...found], ({ text }) => text);
  return { checked: 0, total: 0, wholeSince: next.whole_since, broken };
}

export const filesAreLiveMedia: Check = {
  id: ID,
  title: 'The files are those of the live media',
  async *find(context) {
    return together([yield* checkLogged(context, MEDIA), yield* unknownFiles(context)]);
  },
};
