// How far a learner is: one JSON, kept by a browser or in a file, in the same shape, so that one can be taken to the other. It is
// material from outside when it is read again. Pure.
import type { Notes, Verdict } from './lab.ts';

export interface LabProgress {
  /** The log's head when the lab was begun, and the instant. */
  begun: number;
  begun_at: string;
  /** Which answer was chosen, counted from 0; null before. */
  answer: number | null;
  notes: Notes;
  /** When an action was pressed last, by its name. */
  done: Readonly<Record<string, string>>;
  /** When a check was first seen green, by its name: what was seen stays seen. */
  seen: Readonly<Record<string, string>>;
}

/** By the lab's folder. */
export type Progress = Readonly<Record<string, LabProgress>>;

export const begunAt = (head: number, now: string): LabProgress => ({
  begun: head,
  begun_at: now,
  answer: null,
  notes: {},
  done: {},
  seen: {},
});

/** With the checks that are green now. */
export function withSeen(
  progress: LabProgress,
  verdicts: Readonly<Record<string, Verdict>>,
  now: string,
): LabProgress {
  const fresh = Object.keys(verdicts).filter((id) => verdicts[id]?.state === 'green' && !(id in progress.seen));
  if (fresh.length === 0) return progress;
  return { ...progress, seen: { ...progress.seen, ...Object.fromEntries(fresh.map((id) => [id, now])) } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === 'string');

const isLabProgress = (value: unknown): value is LabProgress =>
  isRecord(value) &&
  Number.isInteger(value['begun']) &&
  typeof value['begun_at'] === 'string' &&
  (value['answer'] === null || Number.isInteger(value['answer'])) &&
  ['notes', 'done', 'seen'].every((name) => isTexts(value[name]));

/** What is no progress of a lab is left out. */
export function progressOf(text: string | null): Progress {
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    return isRecord(json)
      ? Object.fromEntries(
          Object.entries(json).filter((entry): entry is [string, LabProgress] => isLabProgress(entry[1])),
        )
      : {};
  } catch {
    return {};
  }
}
