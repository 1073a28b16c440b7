// Ids written short: the 128 bits of `media-<uuid>` as 22 characters instead of 42. Only for snapshots, where ten thousand
// of them travel with every cold start; what has another shape stays as it is.
const MARKS: Readonly<Record<string, string>> = { media: '!', saga: '$' };
const KINDS = new Map(Object.entries(MARKS).map(([kind, mark]) => [mark, kind]));
const LONG = /^(media|saga)-([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;

/** @example shorten('media-019a…') === '!AZo…' */
export function shorten(id: string): string {
  const [, kind = '', ...hex] = LONG.exec(id) ?? [];
  const mark = MARKS[kind];
  if (mark === undefined) return id;
  const bytes = hex.join('').match(/../g) ?? [];
  return mark + btoa(String.fromCharCode(...bytes.map((byte) => parseInt(byte, 16)))).slice(0, 22);
}

/** The id that was shortened. */
export function lengthen(short: string): string {
  const kind = KINDS.get(short.charAt(0));
  if (kind === undefined || short.length !== 23) return short;
  const hex = [...atob(short.slice(1))].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `${kind}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
