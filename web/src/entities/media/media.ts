// Questions to the media read model, and the commands of the library: rename and delete.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { Media, MediaStatus } from '#shared/mediahub/api/media';
import { read, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { dayEnd, dayStart, type LibraryFilter } from './filter.ts';

export type { Media, MediaStatus };

const PAGE = 60;

const OF_VIEW = {
  all: {},
  images: { type: 'image' },
  videos: { type: 'video' },
  undone: { status: 'compensated' },
} as const satisfies Record<LibraryFilter['view'], object>;

/** The library, a part of it, or what a search finds; newest first and page by page. */
export function useMediaList(filter: LibraryFilter) {
  const { atLeast } = useLive();
  return useInfiniteQuery({
    queryKey: ['media', 'list', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: PAGE, cursor: pageParam, ...atLeast('media') };
      const { q, view, album, from, to } = filter;
      // A search looks through everything and ignores the other filters.
      if (q !== '') return read('GET /api/v1/media/search', { query: { q, ...page }, signal });
      const wanted = { ...OF_VIEW[view], album_id: album, from: dayStart(from), to: dayEnd(to) };
      return read('GET /api/v1/media', { query: { ...wanted, ...page }, signal });
    },
    getNextPageParam: (page) => page.next_cursor,
    // While another question is under way the last answer stays, instead of a blank.
    placeholderData: keepPreviousData,
  });
}

export function useMedia(id: string) {
  const { atLeast } = useLive();
  return useQuery({
    queryKey: ['media', 'one', id],
    queryFn: ({ signal }) =>
      read('GET /api/v1/media/:id', { path: { id }, query: { ...atLeast('media') }, signal }),
  });
}

/** Gives a media item another name. */
export function useRenameMedia(id: string) {
  const { wantWritten } = useLive();
  return useMutation({
    mutationFn: (filename: string) => write('PATCH /api/v1/media/:id', { path: { id }, body: { filename } }),
    onSuccess: ({ token }) => wantWritten('media', token),
  });
}

/** Deletes a media item; the saga does the rest. */
export function useDeleteMedia() {
  const { wantWritten } = useLive();
  return useMutation({
    mutationFn: (id: string) => write('DELETE /api/v1/media/:id', { path: { id } }),
    onSuccess: ({ token }) => wantWritten('media', token),
  });
}

export const isVideo = (media: Pick<Media, 'content_type'>): boolean => media.content_type.startsWith('video/');
