// Questions to the exporter, and the command that starts the saga `album_export`.
import { useMutation, useQuery } from '@tanstack/react-query';
import { read, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

export type ExportStatus = 'requested' | 'collected' | 'written' | 'completed' | 'discarded' | 'expired';

export interface AlbumExport {
  id: string;
  status: ExportStatus;
  album_id: string;
  album_name: string;
  /** Files that are in the ZIP, of `total`. */
  done: number;
  total: number;
  /** Bytes; null until it is written. */
  size: number | null;
  expires_at: string | null;
  /** Why it was discarded. */
  reason: string | null;
  /** Where it can be fetched; null while, or when, it cannot. */
  content_url: string | null;
  created_at: string;
}

/** Newest first. It is told by the streams themselves, so no position has to be waited for. */
export const useExports = () =>
  useQuery({
    queryKey: ['exports'],
    staleTime: 0,
    queryFn: ({ signal }) => read<AlbumExport[]>('/api/v1/exports', { signal }),
  });

export function useExportAlbum(albumId: string) {
  const { want } = useLive();
  return useMutation({
    mutationFn: () => write<{ export_id: string }>('POST', `/api/v1/albums/${albumId}/export`),
    onSuccess: () => want('exports'),
  });
}

const UNDER_WAY: ReadonlySet<ExportStatus> = new Set(['requested', 'collected', 'written']);

export const isUnderWay = ({ status }: AlbumExport): boolean => UNDER_WAY.has(status);
