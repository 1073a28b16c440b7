// Opaque keyset cursors: the sort key of the last row, so that a page costs the same at any depth.
import type * as z from 'zod';
import { fromBase64url, toBase64url } from '#shared/engine/runtime/bytes';
import { Problem } from './problem.ts';

/** @example encodeCursor(['2026-01-01T00:00:00.000Z', 'media-…']) */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  toBase64url(new TextEncoder().encode(JSON.stringify(key)));

/** @throws Problem invalid_cursor */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(fromBase64url(cursor))),
    );
  } catch {
    throw new Problem('invalid_cursor');
  }
}
