// How far all uploads are, in one line. Pure.
import type { Upload, UploadState } from './queue.ts';

export interface UploadSummary {
  all: number;
  stored: number;
  failed: number;
  /** Were in the library already. */
  duplicates: number;
  /** Stored, and taken back by their saga. */
  undone: number;
  /** Neither stored nor failed. */
  open: number;
  /** 0 to 1, by bytes */
  progress: number;
}

/** @param wasUndone whether the saga of a media item has taken it back */
export function summaryOf(
  uploads: readonly Upload[],
  wasUndone: (mediaId: string) => boolean = () => false,
): UploadSummary {
  const count = (state: UploadState) => uploads.filter((one) => one.state === state).length;
  const sum = (of: (one: Upload) => number) => uploads.reduce((total, one) => total + of(one), 0);
  const done = count('stored');
  const duplicates = uploads.filter(({ state, duplicate }) => state === 'stored' && duplicate).length;
  const undone = uploads.filter(
    ({ duplicate, mediaId }) => !duplicate && mediaId !== null && wasUndone(mediaId),
  ).length;
  const stored = done - duplicates - undone;
  const failed = count('failed');
  const bytes = sum(({ file }) => file.size);
  const sent = sum(({ file, progress, state }) => file.size * (state === 'failed' ? 1 : progress));
  return {
    all: uploads.length,
    stored,
    failed,
    duplicates,
    undone,
    open: uploads.length - done - failed,
    progress: bytes ? sent / bytes : 0,
  };
}
