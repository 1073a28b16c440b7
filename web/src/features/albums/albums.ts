// Questions to the album read model, and the commands of an album.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { read, readPage, write, type Written } from '../../app/api.ts';
import { useLive } from '../../app/live/LiveProvider.tsx';

export interface Album {
  id: string;
  user_id: string;
  name: string;
  description: string;
  media_count: number;
  cover_url: string | null;
  is_default: boolean;
  created_at: string;
  updated_at: string;
}

/** As many as one page may have; more are loaded on demand. */
const PAGE = 200;

/** The default album first, then the newest. */
export function useAlbums() {
  const { minPosition } = useLive();
  return useInfiniteQuery({
    queryKey: ['albums', 'list'],
    initialPageParam: `/api/v1/albums?limit=${PAGE}`,
    queryFn: ({ pageParam, signal }) =>
      readPage<Album[]>(pageParam, { query: { min_position: minPosition('albums') }, signal }),
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.data),
  });
}

export function useAlbum(id: string) {
  const { minPosition } = useLive();
  return useQuery({
    queryKey: ['albums', 'one', id],
    queryFn: ({ signal }) =>
      read<Album>(`/api/v1/albums/${id}`, { query: { min_position: minPosition('albums') }, signal }),
  });
}

/** What an own write changes: albums, and the albums that a media says it is in. */
function useRefreshAfter() {
  const { want } = useLive();
  return ({ position }: Written<unknown>) => {
    want('albums', position ?? undefined);
    want('media', position ?? undefined);
  };
}

export function useCreateAlbum() {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: (album: { name: string; description: string }) => write<Album>('POST', '/api/v1/albums', album),
    onSuccess,
  });
}

export function useAddToAlbum() {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: ({ albumId, mediaId }: { albumId: string; mediaId: string }) =>
      write('POST', `/api/v1/albums/${albumId}/media`, { media_id: mediaId }),
    onSuccess,
  });
}

export function useTakeOut(albumId: string) {
  const onSuccess = useRefreshAfter();
  return useMutation({
    mutationFn: (mediaId: string) => write('DELETE', `/api/v1/albums/${albumId}/media/${mediaId}`),
    onSuccess,
  });
}
