// Questions to the exporter, and the command that starts the saga `album_export`.
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { AlbumExport, ExportStatus } from '#shared/mediahub/api/export';
import { readPage, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

export type { AlbumExport, ExportStatus };

/** Newest first. The answer comes from the streams themselves, so no position has to be waited for. */
export const useExports = () =>
  useInfiniteQuery({
    queryKey: ['exports'],
    staleTime: 0,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => readPage(pageParam, 'GET /api/v1/exports', { signal }),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });

export function useExportAlbum(albumId: string) {
  const { want } = useLive();
  return useMutation({
    mutationFn: () => write('POST /api/v1/albums/:id/export', { path: { id: albumId } }),
    onSuccess: () => want('exports'),
  });
}

const UNDER_WAY: ReadonlySet<ExportStatus> = new Set(['requested', 'collected', 'written']);

export const isUnderWay = ({ status }: AlbumExport): boolean => UNDER_WAY.has(status);
