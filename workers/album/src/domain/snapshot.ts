// An album written down and read back. Albums are the streams that grow long, so theirs comes in parts: one for the album
// itself, one for each bucket of its two sets of ids. A command reads the part of the ids that it names.
import * as z from 'zod';
import type { SnapshotFormat } from '#shared/engine/command/decider';
import type { Album } from './album-state.ts';
import type { AlbumCommand } from './decide-album.ts';
import { bucketOf, knows, NO_IDS, type IdSet } from './id-set.ts';

const ITSELF = 'album';
type Ids = 'media' | 'refused_sagas';
const partOf = (set: Ids, bucket: string): string => `${set}/${bucket}`;
const partWith = (set: Ids, id: string): string => partOf(set, bucketOf(id));

const Itself = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('deleted') }),
  z.strictObject({
    status: z.literal('active'),
    owner: z.string(),
    name: z.string(),
    description: z.string(),
    is_default: z.boolean(),
  }),
]);
const BucketOfIds = z.array(z.string());

const written = (set: Ids, { buckets }: IdSet): [string, string[]][] =>
  [...buckets].filter(([, ids]) => ids.size > 0).map(([bucket, ids]) => [partOf(set, bucket), [...ids]]);

/** @throws what is no list of ids. */
function readBack(set: Ids, parts: Readonly<Record<string, unknown>>, only: readonly string[] | undefined): IdSet {
  const ours = (only ?? Object.keys(parts)).filter((part) => part.startsWith(`${set}/`));
  const buckets = ours.map((part): [string, ReadonlySet<string>] => [
    part.slice(set.length + 1),
    new Set(BucketOfIds.parse(parts[part] ?? [])),
  ]);
  return { buckets: new Map(buckets), whole: only === undefined };
}

function needs(command: AlbumCommand): string[] {
  switch (command.type) {
    case 'add':
      return [ITSELF, ...command.candidates.map(({ media_id }) => partWith('media', media_id))];
    case 'addToDefault': {
      const { media_id, saga_id } = command;
      const refused = saga_id === undefined ? [] : [partWith('refused_sagas', saga_id)];
      return [ITSELF, partWith('media', media_id), ...refused];
    }
    case 'remove':
      return [ITSELF, ...command.media_ids.map((id) => partWith('media', id))];
    case 'undoAdd':
      return [ITSELF, partWith('refused_sagas', command.saga_id)];
    default:
      return [ITSELF];
  }
}

export const albumSnapshot: SnapshotFormat<Album, AlbumCommand> = {
  name: 'album',
  version: 2,
  save(state) {
    const { media, refused_sagas, ...itself } = { media: NO_IDS, ...state };
    const buckets = [...written('media', media), ...written('refused_sagas', refused_sagas)];
    return { [ITSELF]: itself, ...Object.fromEntries(buckets) };
  },
  load(parts, only) {
    const itself = Itself.safeParse(parts[ITSELF]);
    if (!itself.success) return null;
    try {
      const refused_sagas = readBack('refused_sagas', parts, only);
      return itself.data.status === 'active'
        ? { ...itself.data, media: readBack('media', parts, only), refused_sagas }
        : { ...itself.data, refused_sagas };
    } catch {
      return null;
    }
  },
  needs,
  knows(state, parts) {
    const { media, refused_sagas } = { media: NO_IDS, ...state };
    return Object.entries({ media, refused_sagas }).every(
      ([set, ids]) =>
        parts?.every((part) => !part.startsWith(`${set}/`) || knows(ids, part.slice(set.length + 1))) ?? ids.whole,
    );
  },
};
