// Questions to the media read model, and the one command that the library has: delete.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { read, write } from '../../app/api.ts';
import { useLive } from '../../app/live/LiveProvider.tsx';

export type MediaStatus = 'uploaded' | 'processed' | 'failed' | 'compensated';

export interface Media {
  id: string;
  user_id: string;
  filename: string;
  content_type: string;
  size: number;
  sha256: string;
  thumbnail_url: string | null;
  content_url: string | null;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  status: MediaStatus;
  /** Why there is no thumbnail, or why it failed or was undone. */
  reason: string | null;
  /** Ids of the albums that hold it. */
  albums: string[];
  uploaded_at: string;
  updated_at: string;
}

interface MediaPage {
  media: Media[];
  count: number;
  next_cursor: string | null;
}

const PAGE = 60;

/** What of the library is shown. What was undone is not among the rest: its file is gone. */
export const LIBRARY_VIEWS = ['all', 'images', 'videos', 'undone'] as const;
export type LibraryView = (typeof LIBRARY_VIEWS)[number];

const FILTERS: Record<LibraryView, Record<string, string>> = {
  all: {},
  images: { type: 'image' },
  videos: { type: 'video' },
  undone: { status: 'compensated' },
};

interface Shown {
  view?: LibraryView;
  albumId?: string;
}

/** The library, or one album, newest first and page by page. */
export function useMediaList({ view = 'all', albumId }: Shown) {
  const { minPosition } = useLive();
  return useInfiniteQuery({
    queryKey: ['media', 'list', view, albumId],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read<MediaPage>('/api/v1/media', {
        query: {
          ...FILTERS[view],
          limit: PAGE,
          cursor: pageParam,
          album_id: albumId,
          min_position: minPosition('media'),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function useMedia(id: string) {
  const { minPosition } = useLive();
  return useQuery({
    queryKey: ['media', 'one', id],
    queryFn: ({ signal }) =>
      read<Media>(`/api/v1/media/${id}`, { query: { min_position: minPosition('media') }, signal }),
  });
}

/** Deletes a media; the saga does the rest. */
export function useDeleteMedia() {
  const { want } = useLive();
  return useMutation({
    mutationFn: (id: string) => write('DELETE', `/api/v1/media/${id}`),
    onSuccess: ({ position }) => want('media', position ?? undefined),
  });
}

export const isVideo = (media: Pick<Media, 'content_type'>): boolean => media.content_type.startsWith('video/');
