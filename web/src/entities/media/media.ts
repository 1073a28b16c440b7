// Questions to the media read model, and the commands of the library: rename and delete.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { read, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { dayEnd, dayStart, type LibraryFilter } from './filter.ts';

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
  /** What a tile shows before its thumbnail is there. */
  thumbhash: string | null;
  /** A picture for the screen; null where the thumbnail is as large. */
  preview_url: string | null;
  made_of: 'original' | 'embedded' | 'browser' | null;
  taken_at: { local: string; zone: string | null } | null;
  camera: { make: string | null; model: string | null; lens: string | null } | null;
  exposure: {
    seconds: number | null;
    f_number: number | null;
    iso: number | null;
    focal_length_mm: number | null;
  } | null;
  located: boolean;
  video_codec: string | null;
  status: MediaStatus;
  /** Why there is no thumbnail, or why it failed or was undone: for programs, and in the server's words. */
  reason_code: string | null;
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

const OF_VIEW: Record<LibraryFilter['view'], Record<string, string>> = {
  all: {},
  images: { type: 'image' },
  videos: { type: 'video' },
  undone: { status: 'compensated' },
};

/** A search is a question of its own: it looks through everything, whatever else is chosen. */
const questionOf = ({ q, view, album, from, to }: LibraryFilter) =>
  q === ''
    ? { path: '/api/v1/media', query: { ...OF_VIEW[view], album_id: album, from: dayStart(from), to: dayEnd(to) } }
    : { path: '/api/v1/media/search', query: { q } };

/** The library, a part of it, or what a search finds; newest first and page by page. */
export function useMediaList(filter: LibraryFilter) {
  const { atLeast } = useLive();
  return useInfiniteQuery({
    queryKey: ['media', 'list', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const { path, query } = questionOf(filter);
      return read<MediaPage>(path, {
        query: { ...query, limit: PAGE, cursor: pageParam, ...atLeast('media') },
        signal,
      });
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
    queryFn: ({ signal }) => read<Media>(`/api/v1/media/${id}`, { query: { ...atLeast('media') }, signal }),
  });
}

/** Gives a media another name. */
export function useRenameMedia(id: string) {
  const { wantWritten } = useLive();
  return useMutation({
    mutationFn: (filename: string) => write<Media>('PATCH', `/api/v1/media/${id}`, { filename }),
    onSuccess: ({ token }) => wantWritten('media', token),
  });
}

/** Deletes a media; the saga does the rest. */
export function useDeleteMedia() {
  const { wantWritten } = useLive();
  return useMutation({
    mutationFn: (id: string) => write('DELETE', `/api/v1/media/${id}`),
    onSuccess: ({ token }) => wantWritten('media', token),
  });
}

export const isVideo = (media: Pick<Media, 'content_type'>): boolean => media.content_type.startsWith('video/');
