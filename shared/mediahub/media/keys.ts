// R2 keys are derived from the media id, never stored and never shown: whoever knows a media knows where its files are.

/** Where the uploaded bytes of a media lie. */
export const originalKey = (mediaId: string): string => `media/${mediaId}/original`;

/** Where the thumbnail of a media lies, once it is made. */
export const thumbnailKey = (mediaId: string): string => `media/${mediaId}/thumbnail`;
