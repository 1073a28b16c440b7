// Choosing several media: a mode with checkboxes, so that the keyboard needs nothing special. Escape ends it.
import { useEffect, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  set: (ids: readonly string[]) => void;
}

interface Choosing {
  /** Null while nothing is being chosen. */
  selection: Selection | null;
  start: () => void;
  stop: () => void;
}

export function useSelection(startsOn = false): Choosing {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(startsOn ? new Set() : null);
  const on = ids !== null;

  useEffect(() => {
    if (!on) return undefined;
    const leave = ({ key, target }: KeyboardEvent) => {
      // A dialog on top has an Escape of its own.
      if (key === 'Escape' && !(target instanceof Element && target.closest('dialog'))) setIds(null);
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [on]);

  const selection = useMemo(
    () =>
      ids && {
        ids,
        toggle: (id: string) => setIds((before) => flipped(before ?? new Set(), id)),
        set: (all: readonly string[]) => setIds(new Set(all)),
      },
    [ids],
  );
  return { selection, start: () => setIds(new Set()), stop: () => setIds(null) };
}

function flipped(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
