// Conditional requests, pure, in the order that RFC 9110 section 13.2.2 prescribes. Times count in whole seconds,
// since that is all that HTTP dates can say.

export interface Validators {
  /** Strong and quoted, e.g. `"abc"`. */
  etag: string;
  lastModified: Date;
}

export type Verdict = 'send' | 'not_modified' | 'precondition_failed';

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Seconds since 1970, or null for what is no date: such a header is ignored. */
const secondsOf = (header: string | null): number | null => {
  const parsed = header === null ? NaN : Date.parse(header);
  return Number.isNaN(parsed) ? null : Math.floor(parsed / 1000);
};

const tagsIn = (list: string): string[] => list.match(/(?:W\/)?"[^"]*"/g) ?? [];

const anyOf = (list: string, matches: (tag: string) => boolean): boolean =>
  list.trim() === '*' || tagsIn(list).some(matches);

/** What to do with a GET or HEAD for a file that exists. */
export function preconditions(headers: Headers, { etag, lastModified }: Validators): Verdict {
  const ifMatch = headers.get('if-match');
  const unmodifiedSince = secondsOf(headers.get('if-unmodified-since'));
  if (ifMatch !== null) {
    // Strong comparison: a weak tag never matches.
    if (!anyOf(ifMatch, (tag) => tag === etag)) return 'precondition_failed';
  } else if (unmodifiedSince !== null && seconds(lastModified) > unmodifiedSince) return 'precondition_failed';

  const ifNoneMatch = headers.get('if-none-match');
  const modifiedSince = secondsOf(headers.get('if-modified-since'));
  if (ifNoneMatch !== null)
    return anyOf(ifNoneMatch, (tag) => tag.replace(/^W\//, '') === etag) ? 'not_modified' : 'send';
  return modifiedSince !== null && seconds(lastModified) <= modifiedSince ? 'not_modified' : 'send';
}

/** Whether a Range may be honoured: If-Range is absent or names exactly this file. Else the whole file is sent. */
export function rangeStillApplies(headers: Headers, { etag, lastModified }: Validators): boolean {
  const ifRange = headers.get('if-range');
  if (ifRange === null) return true;
  return ifRange.includes('"') ? ifRange.trim() === etag : secondsOf(ifRange) === seconds(lastModified);
}
