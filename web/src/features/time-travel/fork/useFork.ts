// A fork, replayed: what its link says, what the log holds, what the schemas allow, and what comes of it.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Change, Fork } from '../../../entities/event/fork-link.ts';
import { language } from '../../../i18n/texts.ts';
import { compare, forkedLog, touched, type Comparison, type ForkedEvent } from './replay.ts';
import { MOST_AGGREGATES, useBases, useCovered } from './window.ts';

export interface Replayed {
  log: readonly ForkedEvent[];
  events: readonly LoggedEvent[];
  complete: boolean;
  refused: ReadonlyMap<Change, readonly string[]>;
  /** Changes of positions that are not covered. */
  uncovered: readonly Change[];
  /** More aggregates are touched than are compared. */
  partial: boolean;
  comparison: Comparison | null;
}

const NONE: readonly LoggedEvent[] = [];
const NO_CHANGES: readonly Change[] = [];

export function useFork(fork: Fork | null) {
  const covered = useCovered(fork?.from ?? null, fork?.stream ?? null);
  const events = covered.data?.events ?? NONE;
  const changes = fork?.changes ?? NO_CHANGES;
  const checked = useQuery({
    queryKey: ['fork', 'refused', changes, events.at(0)?.position, events.length, language],
    enabled: covered.data !== undefined,
    queryFn: async () => {
      if (changes.every(({ kind }) => kind === 'leave_out')) return new Map<Change, readonly string[]>();
      return (await import('./schemas.ts')).refusedIn(changes, events);
    },
  });
  // Until the schemas have been asked nothing is replayed that they might refuse.
  const refused = checked.data;
  const { log, versions, partial } = useMemo(() => {
    const allowed = refused ? changes.filter((change) => !isRefused(refused, change)) : [];
    const log = forkedLog(events, allowed);
    const all = touched(log);
    return { log, versions: new Map([...all].slice(0, MOST_AGGREGATES)), partial: all.size > MOST_AGGREGATES };
  }, [events, changes, refused]);
  const bases = useBases(versions);
  const comparison = useMemo(() => {
    if (!bases.data) return null;
    return compare(
      partial ? log.filter(({ event }) => versions.has(event.aggregate_id)) : log,
      events,
      bases.data,
    );
  }, [log, events, bases.data, versions, partial]);

  const replayed: Replayed | null = covered.data
    ? {
        log,
        events,
        complete: covered.data.complete,
        refused: refused ?? new Map(),
        uncovered: covered.isPlaceholderData
          ? []
          : changes.filter(({ position }) => events.every((event) => event.position !== position)),
        partial,
        comparison,
      }
    : null;
  const error = covered.error ?? checked.error ?? bases.error;
  const retry = () => void Promise.all([covered, checked, bases].map((query) => query.refetch()));
  return { replayed, error, retry };
}

/** By value: an answer that is kept may hold an equal change of an earlier link. */
const isRefused = (refused: ReadonlyMap<Change, unknown>, change: Change): boolean =>
  [...refused.keys()].some((one) => JSON.stringify(one) === JSON.stringify(change));
