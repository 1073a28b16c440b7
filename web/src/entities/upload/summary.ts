// How far all uploads are, in one line. Pure.
import type { Upload, UploadState } from './queue.ts';

export interface UploadSummary {
  all: number;
  stored: number;
  failed: number;
  /** Neither stored nor failed. */
  open: number;
  /** 0 to 1, by bytes */
  progress: number;
}

export function summaryOf(uploads: readonly Upload[]): UploadSummary {
  const count = (state: UploadState) => uploads.filter((one) => one.state === state).length;
  const sum = (of: (one: Upload) => number) => uploads.reduce((total, one) => total + of(one), 0);
  const stored = count('stored');
  const failed = count('failed');
  const bytes = sum(({ file }) => file.size);
  const sent = sum(({ file, progress, state }) => file.size * (state === 'failed' ? 1 : progress));
  return {
    all: uploads.length,
    stored,
    failed,
    open: uploads.length - stored - failed,
    progress: bytes ? sent / bytes : 0,
  };
}
