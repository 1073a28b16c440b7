// An album written down and read back: its sets of ids a line of text per bucket. Albums are the streams that grow long.
import type { SnapshotFormat } from '#shared/kernel/decider';
import { z } from 'zod';
import type { Album } from './album.ts';
import { readBack, written } from './idSet.ts';

const Ids = z.record(z.string(), z.string());
const Written = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none'), refused_sagas: Ids }),
  z.strictObject({ status: z.literal('deleted'), refused_sagas: Ids }),
  z.strictObject({
    status: z.literal('active'),
    refused_sagas: Ids,
    owner: z.string(),
    name: z.string(),
    description: z.string(),
    is_default: z.boolean(),
    media: Ids,
  }),
]);

export const albumSnapshot: SnapshotFormat<Album> = {
  name: 'album',
  version: 1,
  save: (state) => ({
    ...state,
    refused_sagas: written(state.refused_sagas),
    ...(state.status === 'active' ? { media: written(state.media) } : {}),
  }),
  load(json) {
    const parsed = Written.safeParse(json);
    if (!parsed.success) return null;
    const { data } = parsed;
    const refused_sagas = readBack(data.refused_sagas);
    return data.status === 'active' ? { ...data, refused_sagas, media: readBack(data.media) } : { ...data, refused_sagas };
  },
};
