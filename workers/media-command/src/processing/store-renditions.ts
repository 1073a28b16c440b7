// Renditions and location on their way into R2, and what the stream will say of them. Files first: an event that names a
// file is never a lie. All of them can be made again from the original.
import { locationKey, renditionKey } from '#shared/mediahub/media/keys';
import { RENDITION_RECIPE, type Report } from '#shared/mediahub/ports/thumbnailer';
import type { Rendered } from '../domain/media-state.ts';
import type { Seen } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { SWEEPER } from '../sweeping/name.ts';
import type { Outcome } from './outcome.ts';

type SeenOutcome = Extract<Outcome, { kind: 'seen' }>;

/** Writes what there is. A crash in between leaves files that the next try writes again, or the sweeper removes. */
export async function storeRenditions(
  env: Pick<Env, 'FILES' | 'SWEEPER'>,
  mediaId: string,
  { files, report }: SeenOutcome,
): Promise<void> {
  const location = report?.location;
  if (files.length === 0 && !location) return;
  await env.SWEEPER.getByName(SWEEPER).arm();
  const put = (key: string, value: ArrayBuffer | string, contentType: string) =>
    env.FILES.put(key, value, { httpMetadata: { contentType } });
  await Promise.all([
    ...files.map(async ({ side, jpeg }) =>
      put(renditionKey(mediaId, side), await jpeg.arrayBuffer(), 'image/jpeg'),
    ),
    location ? put(locationKey(mediaId), JSON.stringify(location), 'application/json') : null,
  ]);
}

const describedBy = ({ taken, camera, exposure, location }: Report): Seen['described'] =>
  (taken ?? camera ?? exposure ?? location) ? { taken, camera, exposure, located: location !== null } : null;

/** What the outcome says of the picture, as events. */
export function seenIn({ files, report }: SeenOutcome, made_of: Rendered['made_of'] | null): Seen {
  const from = made_of ?? report?.made_of ?? null;
  const rendered =
    files.length > 0 && from
      ? {
          recipe: RENDITION_RECIPE,
          sides: files.map(({ side }) => side),
          thumbhash: report?.thumbhash ?? null,
          made_of: from,
          // A preview's size is not the original's.
          width: made_of === null ? (report?.width ?? null) : null,
          height: made_of === null ? (report?.height ?? null) : null,
        }
      : null;
  return { rendered, described: report && made_of === null ? describedBy(report) : null };
}
