// The filter of the library, kept in the address so that a filtered library can be bookmarked and shared. Pure.

/** What was undone is not among the rest: its file is gone. */
export const LIBRARY_VIEWS = ['all', 'images', 'videos', 'undone'] as const;
export type LibraryView = (typeof LIBRARY_VIEWS)[number];

export interface LibraryFilter {
  /** What is searched for; everything else is ignored then. */
  q: string;
  view: LibraryView;
  /** Id of an album, or nothing. */
  album: string;
  /** Days, `2026-01-31`, or nothing. */
  from: string;
  to: string;
}

export const EVERYTHING: LibraryFilter = { q: '', view: 'all', album: '', from: '', to: '' };

export const filterFrom = (params: URLSearchParams): LibraryFilter => ({
  q: params.get('q')?.trim() ?? '',
  view: LIBRARY_VIEWS.find((view) => view === params.get('view')) ?? 'all',
  album: params.get('album') ?? '',
  from: params.get('from') ?? '',
  to: params.get('to') ?? '',
});

/** `params` with the changed parts of the filter; what is as usual is not said. */
export function withFilter(params: URLSearchParams, change: Partial<LibraryFilter>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    if (value === '' || value === 'all') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export const isFiltered = (filter: LibraryFilter): boolean =>
  Object.entries(EVERYTHING).some(([name, usual]) => filter[name as keyof LibraryFilter] !== usual);

/** A day as the instant where it begins or ends here, not in UTC: the read model knows instants only. */
export const dayStart = (day: string): string => instant(day, 'T00:00:00');
export const dayEnd = (day: string): string => instant(day, 'T23:59:59.999');

function instant(day: string, time: string): string {
  const date = new Date(`${day}${time}`);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
