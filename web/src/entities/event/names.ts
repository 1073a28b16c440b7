// Names for the ids in events. What the shown events say is taken from them; the rest is asked for, all ids at once, and
// remembered: a name that was asked for once is not asked for again.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, use, useMemo } from 'react';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { read } from '../../api/http.ts';
import { idsIn, nameIn } from './sentence.ts';

export type Names = ReadonlyMap<string, string>;

const MOST_IDS = 100;

/** Rows below this context read from it the names of the things that their events mention. */
export const NamesContext = createContext<Names>(new Map());
export const useNames = (): Names => use(NamesContext);

/** The names of everything that these events mention, by id. */
export function useNamesOf(events: readonly LoggedEvent[]): Names {
  const said = useMemo(() => {
    const names = new Map<string, string>();
    for (const event of events.toSorted((a, b) => a.position - b.position)) {
      const name = nameIn(event);
      if (name !== null) names.set(event.aggregate_id, name);
    }
    return names;
  }, [events]);
  const missing = [...new Set(events.flatMap(idsIn))]
    .filter((id) => !said.has(id))
    .toSorted()
    .slice(0, MOST_IDS);
  const ids = missing.join(',');
  const { data } = useQuery({
    queryKey: ['names', ids],
    enabled: missing.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => read('GET /api/v1/events/names', { query: { ids }, signal }),
  });
  return useMemo(() => new Map([...Object.entries(data ?? {}), ...said]), [data, said]);
}
