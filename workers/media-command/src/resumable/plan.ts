// The arithmetic of an upload in parts. Pure.
import type { Written } from '#shared/http/consistency';
import { PART_BYTES } from '#shared/mediahub/media/limits';

/** What an upload is to become. */
export interface Plan {
  user_id: string;
  filename: string;
  size: number;
  media_id: string;
  r2_upload_id: string;
  /** Known from the first part. */
  content_type: string | null;
}

export interface NotedPart {
  /** From 1. */
  n: number;
  etag: string;
  sha256: string;
}

/** What became of it. */
export interface Done {
  media_id: string;
  filename: string;
  content_type: string;
  size: number;
  status: string;
  written: Written;
  duplicate: boolean;
}

export const partCount = (size: number): number => Math.max(1, Math.ceil(size / PART_BYTES));

/** How long part `n` of a file is; 0 where there is no such part. */
export const expectedSize = (size: number, n: number): number =>
  n < 1 || n > partCount(size) ? 0 : Math.min(PART_BYTES, size - (n - 1) * PART_BYTES);

/** Parts that have not come, ascending. */
export function missingParts({ size }: Pick<Plan, 'size'>, parts: readonly NotedPart[]): number[] {
  const there = new Set(parts.map(({ n }) => n));
  return Array.from({ length: partCount(size) }, (_, i) => i + 1).filter((n) => !there.has(n));
}

/** What R2 says of an upload that it does not have, or of parts: it has ended them, or the bucket was restored to before they came. */
const NOT_IN_R2 = /\((?:10024|10025)\)|NoSuchUpload|InvalidPart|multipart upload does not exist/i;
export const hasLostParts = (error: unknown): boolean => NOT_IN_R2.test(String(error));

/** How long a silent sender holds a part. */
export const HOLD_MS = 15_000;
