// Where someone is in the tour, or null when no tour is on. A store outside React: pages come and go, the tour stays.
import { useSyncExternalStore } from 'react';

export const STEPS = ['upload', 'map', 'saga', 'break', 'undone', 'end'] as const;
export type TourStep = (typeof STEPS)[number];

let step: TourStep | null = null;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function goTo(next: TourStep | null): void {
  step = next;
  for (const listener of listeners) listener();
}

export const useTourStep = (): TourStep | null => useSyncExternalStore(subscribe, () => step);
