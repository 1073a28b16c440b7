// Questions to the album read model, and the commands of an album.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { Album } from '#shared/mediahub/api/album';
import { read, readPage, write, type Written } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

export type { Album };
export type AlbumDetails = Pick<Album, 'name' | 'description'>;

/** As many as one page may have; more are loaded on demand. */
const PAGE = 200;

/** The default album first, then the newest. */
export function useAlbums() {
  const { atLeast } = useLive();
  return useInfiniteQuery({
    queryKey: ['albums', 'list'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      readPage(pageParam, 'GET /api/v1/albums', { query: { limit: PAGE, ...atLeast('albums') }, signal }),
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.data),
  });
}

export function useAlbum(id: string) {
  const { atLeast } = useLive();
  return useQuery({
    queryKey: ['albums', 'one', id],
    queryFn: ({ signal }) =>
      read('GET /api/v1/albums/:id', { path: { id }, query: { ...atLeast('albums') }, signal }),
  });
}

/** The albums that hold this media item. */
export function useAlbumsOf(mediaId: string) {
  const { atLeast } = useLive();
  return useQuery({
    queryKey: ['albums', 'of', mediaId],
    queryFn: ({ signal }) =>
      read('GET /api/v1/albums', {
        query: { media_id: mediaId, limit: PAGE, ...atLeast('albums') },
        signal,
      }),
  });
}

/** What a write of this user changes: albums, and the albums in the rows of media items. */
function useRefreshAfter() {
  const { wantWritten } = useLive();
  return ({ token }: Written) => {
    wantWritten('albums', token);
    wantWritten('media', token);
  };
}

export function useCreateAlbum() {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: (album: AlbumDetails) => write('POST /api/v1/albums', { body: album }),
    onSuccess,
  });
}

/** The new name and description. */
export function useChangeAlbum(id: string) {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: (details: AlbumDetails) => write('PUT /api/v1/albums/:id', { path: { id }, body: details }),
    onSuccess,
  });
}

/** The media stay in the library. */
export function useDeleteAlbum(id: string) {
  const onSuccess = useRefreshAfter();
  return useMutation({ mutationFn: () => write('DELETE /api/v1/albums/:id', { path: { id } }), onSuccess });
}

/** As many as one command may name. */
const MANY = 100;

/** One command after the other, each with as many as it may name; answers with what the last one said. */
async function inCommands(ids: readonly string[], send: (some: string[]) => Promise<Written>) {
  let written: Written = { data: null, token: null };
  for (let from = 0; from < ids.length; from += MANY) written = await send(ids.slice(from, from + MANY));
  return written;
}

export function useAddToAlbum() {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: ({ albumId, mediaIds }: { albumId: string; mediaIds: readonly string[] }) =>
      inCommands(mediaIds, (some) =>
        write('POST /api/v1/albums/:id/media', { path: { id: albumId }, body: { media_ids: some } }),
      ),
    onSuccess,
  });
}

export function useTakeOut() {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: ({ albumId, mediaIds }: { albumId: string; mediaIds: readonly string[] }) =>
      inCommands(mediaIds, (some) =>
        write('DELETE /api/v1/albums/:id/media', { path: { id: albumId }, body: { media_ids: some } }),
      ),
    onSuccess,
  });
}
