// Invariant X5: when it is quiet, the files are those of the live media. No orphan, no dangling key. Looked at in rounds:
// what was broken, the newest media each time, and a part of the others and of the bucket from where the last check ended.
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import type { Metered } from '../metered.ts';
import { isPast, type Broken, type Check, type CheckContext } from './check.ts';
import { lookAgain, uniqueBy } from './suspects.ts';

const ID = 'files-are-live-media';
const NEWEST = 50;
const MEDIA_A_CHECK = 200;
const KEYS_A_CHECK = 500;
/** Sagas under way may still hold or delete files. */
const QUIET_MS = 30_000;
/** An upload that broke off before its event has its file removed by a sweeper after an hour. */
const SWEPT_MS = 75 * 60_000;

type Noted = { id: string; status: string; at: string; position: number; thumbnail: number };

const isQuiet = ({ now }: CheckContext, { at }: Noted): boolean => isPast(Date.parse(at), now, QUIET_MS);

const NOTED = "SELECT id, status, at, position, state ->> 'thumbnail' AS thumbnail FROM media";

const below = ({ replica }: CheckContext, position: number, limit: number): Noted[] =>
  replica.all<Noted>(`${NOTED} WHERE position < ? ORDER BY position DESC LIMIT ?`, position, limit);

/** The newest, and the next ones of the round. */
function someMedia(context: CheckContext): Noted[] {
  const { replica } = context;
  const newest = below(context, Number.MAX_SAFE_INTEGER, NEWEST);
  const start = replica.bookmark(ID)?.below ?? newest.at(-1)?.position ?? 0;
  const next = below(context, start, MEDIA_A_CHECK);
  const end = next.length < MEDIA_A_CHECK ? null : (next.at(-1)?.position ?? null);
  replica.markPage(ID, { shelf: '', below: end });
  return [...new Map([...newest, ...next].map((one) => [one.id, one])).values()];
}

async function wrongWith({ env, replica }: CheckContext, { id, status, thumbnail }: Noted): Promise<Broken[]> {
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

/** Files of no media, in a part of the bucket. */
async function orphans(context: CheckContext): Promise<Broken[]> {
  const { env, replica } = context;
  const startAfter = replica.bookmark(`${ID} keys`)?.shelf ?? '';
  const { objects } = await env.FILES.list({
    prefix: 'media/',
    limit: KEYS_A_CHECK,
    ...(startAfter === '' ? {} : { startAfter }),
  });
  const last = objects.length < KEYS_A_CHECK ? '' : (objects.at(-1)?.key ?? '');
  replica.markPage(`${ID} keys`, { shelf: last, below: null });
  const found = objects.flatMap((object) => unknownFile(context, object));
  for (const { about } of found) replica.suspect(`${ID} keys`, about, true);
  return found;
}

function unknownFile({ replica, now }: CheckContext, { key, uploaded }: R2Object): (Broken & { about: string })[] {
  const id = key.split('/')[1] ?? '';
  const known = replica.all('SELECT 1 AS known FROM media WHERE id = ?', id).length > 0;
  return known || !isPast(uploaded.getTime(), now, SWEPT_MS)
    ? []
    : [{ code: 'file_unknown', about: id, text: `${id} has a file and no event`, positions: [] }];
}

/** What was broken when it was last looked at. */
async function* knownToBeBroken(context: CheckContext, seen: Set<string>): Metered<Broken[]> {
  const { replica, env } = context;
  const media = yield* lookAgain(replica, ID, async function* (id) {
    const [one] = replica.all<Noted>(`${NOTED} WHERE id = ?`, id);
    if (!one || !isQuiet(context, one)) return [];
    seen.add(id);
    yield 1;
    return wrongWith(context, one);
  });
  const files = yield* lookAgain(replica, `${ID} keys`, async function* (id) {
    yield 1;
    const { objects } = await env.FILES.list({ prefix: `media/${id}/`, limit: 1 });
    return objects.flatMap((object) => unknownFile(context, object));
  });
  return [...media, ...files];
}

export const filesAreLiveMedia: Check = {
  id: ID,
  title: 'The files are those of the live media',
  async *find(context) {
    const seen = new Set<string>();
    const broken = yield* knownToBeBroken(context, seen);
    const media = someMedia(context).filter((one) => isQuiet(context, one) && !seen.has(one.id));
    for (const one of media) {
      yield 1;
      const found = await wrongWith(context, one);
      context.replica.suspect(ID, one.id, found.length > 0);
      broken.push(...found);
    }
    yield 1;
    broken.push(...(await orphans(context)));
    return {
      checked: media.length + seen.size,
      total: context.replica.count('SELECT COUNT(*) AS n FROM media'),
      broken: uniqueBy(broken, ({ text }) => text),
    };
  },
};
