// How far one is in the labs: kept in this browser, and shared by the pages that show it.
import { useSyncExternalStore } from 'react';
import { progressOf, type LabProgress, type Progress } from '#labs/engine/progress';
import { keep, recall } from '../../browser/preferences.ts';

let progress: Progress | null = null;
const listeners = new Set<() => void>();

const current = (): Progress => (progress ??= progressOf(recall('labs')));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function put(next: Progress): void {
  progress = next;
  keep('labs', JSON.stringify(next));
  for (const listener of listeners) listener();
}

export const useProgress = (): Progress => useSyncExternalStore(subscribe, current);

export const begin = (name: string, begun: LabProgress): void => put({ ...current(), [name]: begun });

/** Nothing happens to a lab that is not begun. */
export function change(name: string, by: (progress: LabProgress, now: string) => LabProgress): void {
  const before = current()[name];
  const after = before && by(before, new Date().toISOString());
  if (after && after !== before) put({ ...current(), [name]: after });
}

export const forget = (name: string): void =>
  put(Object.fromEntries(Object.entries(current()).filter(([one]) => one !== name)));
