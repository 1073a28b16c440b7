// A media item from its own stream, in the shape of the API. What only the read side knows (dimensions, albums, times)
// is not guessed here: clients read it there, with the `X-Consistency-Token` of this answer as `consistency`.
import type { MediaOfStream } from '#shared/mediahub/api/media';
import { keepsFiles, type Media } from './domain/media-state.ts';

/** Null for a media item that never was. */
export function mediaBody(id: string, state: Media): MediaOfStream | null {
  if (state.status === 'none') return null;
  const { status, filename, upload } = state;
  const { user_id, content_type, size, sha256 } = upload;
  const content_url = keepsFiles(state) ? `/api/v1/media/${id}/content` : null;
  return { id, user_id, filename, content_type, size, sha256, content_url, status };
}
