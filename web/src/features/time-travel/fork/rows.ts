// What the read models show of a state: the row of the library and of the album list, or none. The same relation of rows
// and published folds that the invariant board checks.
import type { AlbumState } from '#shared/mediahub/state/album';
import type { MediaState } from '#shared/mediahub/state/media';
import type { AggregateType } from '#shared/mediahub/events/catalogue';

type Row = (state: object | null) => object | null;

const libraryRow: Row = (state) => {
  const media = state as MediaState | null;
  if (media === null || media.status === 'deleted' || media.status === 'purged') return null;
  const { filename, status, thumbnail, width, height, duration_seconds } = media;
  return { filename, status, thumbnail, width, height, duration_seconds };
};

const albumRow: Row = (state) => {
  const album = state as AlbumState | null;
  if (album?.status !== 'active') return null;
  const { name, description, is_default, media } = album;
  return { name, description, is_default, media_count: Object.keys(media).length };
};

export const rowOf: Partial<Record<AggregateType, Row>> = { Media: libraryRow, Album: albumRow };
