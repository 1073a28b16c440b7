// What of the log is shown, as the address bar keeps it. Pure.
import type { EventFilter } from '../../api/live/filters.ts';

export interface LogFilter {
  types: readonly string[];
  aggregate_id: string;
  /** As the browser writes a local time: '2026-01-31T14:00'. */
  since: string;
  until: string;
  /** Digits, or nothing. */
  upto: string;
  everyone: boolean;
}

export const FILTERS: LogFilter = { types: [], aggregate_id: '', since: '', until: '', upto: '', everyone: false };

export function filterFrom(params: URLSearchParams): LogFilter {
  const text = (name: string) => params.get(name) ?? '';
  return {
    types: text('type').split(',').filter(Boolean),
    aggregate_id: text('aggregate_id'),
    since: text('since'),
    until: text('until'),
    upto: /^\d{1,12}$/.test(text('upto')) ? text('upto') : '',
    everyone: text('scope') === 'all',
  };
}

/** The parameters with this part of the filter changed; what is not said leaves the address. */
export function withFilter(params: URLSearchParams, change: Partial<LogFilter>): URLSearchParams {
  const next = new URLSearchParams(params);
  const { types, aggregate_id, since, until, upto, everyone } = { ...filterFrom(params), ...change };
  const said = { type: types.join(','), aggregate_id, since, until, upto, scope: everyone ? 'all' : '' };
  for (const [name, value] of Object.entries(said))
    if (value === '') next.delete(name);
    else next.set(name, value);
  return next;
}

export const isFiltered = (filter: LogFilter): boolean =>
  filter.types.length > 0 ||
  filter.everyone ||
  [filter.aggregate_id, filter.since, filter.until, filter.upto].some((text) => text !== '');

const instant = (local: string): string | null =>
  local === '' || Number.isNaN(Date.parse(local)) ? null : new Date(local).toISOString();

/** What is asked of the log. Only an operator may ask for everyone's. */
export const askedOf = (filter: LogFilter, operator: boolean): EventFilter => ({
  aggregate_id: filter.aggregate_id || null,
  type: filter.types.length > 0 ? filter.types.join(',') : null,
  since: instant(filter.since),
  until: instant(filter.until),
  upto: filter.upto === '' ? null : Number(filter.upto),
  everyone: operator && filter.everyone,
});
