// R2 keys are derived from the media id, never stored and never shown.
import { RENDITION_SIDES, THUMBNAIL_SIDE, ZOOM_SIDE } from '../ports/thumbnailer.ts';

/** The key of a media item's original. */
export const originalKey = (mediaId: string): string => `media/${mediaId}/original`;

/** The key of a media item's thumbnail, once it is made. */
export const thumbnailKey = (mediaId: string): string => `media/${mediaId}/thumbnail`;

/** Where a rendition is, by its longest side. The smallest keeps the name it had when it was the only one. */
export const renditionKey = (mediaId: string, side: number): string =>
  side === THUMBNAIL_SIDE ? thumbnailKey(mediaId) : `media/${mediaId}/rendition-${side}`;

/** Where the place is that a picture was taken at: apart from everything else, for its owner only. */
export const locationKey = (mediaId: string): string => `media/${mediaId}/location`;

/** Everything made from the original; it can be made again. */
export const derivedKeys = (mediaId: string): string[] => [
  ...RENDITION_SIDES.map((side) => renditionKey(mediaId, side)),
  renditionKey(mediaId, ZOOM_SIDE),
  locationKey(mediaId),
];
