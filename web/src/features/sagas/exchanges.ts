// A saga's timeline as exchanges: each try of a command, from when it went out until its outcome was known. Pure.
import type { SagaTimelineEntry, StepStatus } from '#shared/engine/saga/view';

export type Outcome = 'done' | 'refused' | 'lost' | 'open';

export interface Exchange {
  /** Participant and method, e.g. `album.addToDefaultAlbum`. */
  command: string;
  command_id: string;
  step: string;
  direction: 'do' | 'undo';
  /** Counted from 1 for each command. */
  attempt: number;
  from: number;
  /** When its reply came, if one came before its end. */
  replied: number | null;
  /** Null while it is open. */
  to: number | null;
  outcome: Outcome;
  /** In the words of the last input that was about it. */
  detail: string;
}

const attemptOf = ({ steps }: SagaTimelineEntry, step: string): number =>
  steps.find(({ step_name }) => step_name === step)?.attempts ?? 1;

const outcomeOf = ({ what, detail }: SagaTimelineEntry): Outcome => {
  if (what === 'lost' || what === 'due' || what === 'restarted') return 'lost';
  if (what === 'replied') return detail.startsWith('rejected') ? 'refused' : detail === 'busy' ? 'lost' : 'done';
  return 'done';
};

/** In the order in which they went out. What came too late is part of none: it changed nothing. */
export function exchangesOf(timeline: readonly SagaTimelineEntry[]): Exchange[] {
  const all: Exchange[] = [];
  let open: Exchange | null = null;
  const close = (entry: SagaTimelineEntry) => {
    if (!open) return;
    open =
      Object.assign(open, { to: Date.parse(entry.at), outcome: outcomeOf(entry), detail: entry.detail }) && null;
  };
  for (const entry of timeline) {
    if (entry.what === 'late') continue;
    const at = Date.parse(entry.at);
    const { out } = entry;
    const accepted = entry.what === 'replied' && entry.detail === 'accepted';
    const settled =
      out === null || out.command_id !== open?.command_id || attemptOf(entry, out.step_name) !== open.attempt;
    if (open && accepted && out === null && !isOver(entry, open)) open.replied = at;
    else if (open && settled && entry.what !== 'restarted') close(entry);
    if (out && (!open || settled)) {
      open = {
        command: out.command,
        command_id: out.command_id,
        step: out.step_name,
        direction: out.direction,
        attempt: attemptOf(entry, out.step_name),
        from: at,
        replied: null,
        to: null,
        outcome: 'open',
        detail: '',
      };
      all.push(open);
    }
  }
  return all;
}

const OVER: ReadonlySet<StepStatus> = new Set([
  'completed',
  'failed',
  'unknown',
  'compensated',
  'skipped',
  'parked',
]);

/** Accepted, and its step is settled: the reply was all that was waited for. */
const isOver = ({ steps }: SagaTimelineEntry, { step }: Exchange): boolean =>
  OVER.has(steps.find(({ step_name }) => step_name === step)?.status ?? 'running');

/** Steps whose outcome was not known when they were undone: undone to be sure. */
export const undoneUnknown = (timeline: readonly SagaTimelineEntry[]): ReadonlySet<string> => {
  const last = timeline.at(-1)?.steps ?? [];
  const undone = new Set(
    last
      .filter(({ status }) => status === 'compensated' || status === 'compensating')
      .map(({ step_name }) => step_name),
  );
  return new Set(
    timeline.flatMap(({ steps }) =>
      steps
        .filter(({ status, step_name }) => status === 'unknown' && undone.has(step_name))
        .map((one) => one.step_name),
    ),
  );
};

/** The Worker that a command goes to. */
const WORKERS: Readonly<Record<string, string>> = {
  media: 'media-command',
  album: 'album',
  notification: 'notification',
  exporter: 'exporter',
};

export const workerOf = (command: string): string => {
  const [participant = ''] = command.split('.');
  return WORKERS[participant] ?? participant;
};

export interface Scale {
  width: number;
  x(at: number): number;
}

const STEP_PX = 26;
const DECADE_PX = 42;

/**
 * Places instants from left to right. Between two of them the room grows with the logarithm of the time, so that a reply
 * after 5 ms and a pause of 5 s are both seen; the numbers beside the bars are exact.
 */
export function scaleOf(instants: readonly number[]): Scale {
  const sorted = [...new Set(instants)].toSorted((a, b) => a - b);
  const places = new Map<number, number>();
  let x = 0;
  for (const [n, at] of sorted.entries()) {
    const before = sorted[n - 1];
    if (before !== undefined) x += STEP_PX + DECADE_PX * Math.log10(1 + (at - before) / 10);
    places.set(at, x);
  }
  return { width: x, x: (at) => places.get(at) ?? 0 };
}
