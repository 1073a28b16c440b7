// The lab that someone is in, by its folder, or null: its links lead to other pages, and those lead back. A store outside React, as
// that of the tour.
import { useSyncExternalStore } from 'react';

let lab: string | null = null;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function goToLab(next: string | null): void {
  lab = next;
  for (const listener of listeners) listener();
}

export const useCurrentLab = (): string | null => useSyncExternalStore(subscribe, () => lab);
