// The Range header, pure (RFC 9110 section 14). R2 is never given it as it is: for a range that it cannot satisfy it
// answers with the whole file.
import { combineRanges, parse } from 'range-parser';

export type Range = { offset: number; length: number } | 'whole' | 'unsatisfiable';

/** Bit of range-parser's `code`: part of the header makes no sense. */
const MALFORMED = 1;

/**
 * The one slice that is asked for. Several that do not touch are answered with the whole file, which is allowed; so is
 * a header that makes no sense or counts in other units.
 */
export function requestedRange(header: string | null, size: number): Range {
  if (header === null) return 'whole';
  const { code, type, ranges } = parse(size, header.trim());
  if (type.trim() !== 'bytes' || code & MALFORMED) return 'whole';
  const [only, ...more] = combineRanges(ranges);
  if (!only) return 'unsatisfiable';
  if (more.length > 0) return 'whole';
  return { offset: only.start, length: only.end - only.start + 1 };
}
