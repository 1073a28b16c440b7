// The Range header, pure (RFC 9110 section 14). R2 is never given it as it is: for a range that it cannot satisfy it
// answers with the whole file.
import parse from 'range-parser';

export type Range = { offset: number; length: number } | 'whole' | 'unsatisfiable';

/** 'The last 1000 bytes' of a file of 10 are its 10; range-parser takes that for unsatisfiable. */
const clampSuffixes = (header: string, size: number): string =>
  header.replace(/([=,]\s*)-(\d+)/g, (_, before: string, n: string) => `${before}-${Math.min(Number(n), size)}`);

/**
 * The one slice that is asked for. Several that do not touch are answered with the whole file, which is allowed; so is
 * a header that makes no sense or counts in other units.
 */
export function requestedRange(header: string | null, size: number): Range {
  if (header === null || !/^\s*bytes\s*=/i.test(header)) return 'whole';
  const ranges = parse(size, clampSuffixes(header, size), { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2) return 'whole';
  const [only, ...more] = ranges;
  if (!only || more.length > 0) return 'whole';
  return { offset: only.start, length: only.end - only.start + 1 };
}
