// A saga's timeline as exchanges: each try of a command, from when it went out until its outcome was known. Pure.
import type { SagaTimelineEntry, StepStatus } from './view.ts';

export type Outcome = 'done' | 'refused' | 'lost' | 'open';

export interface Exchange {
  /** Participant and method, e.g. `payment.charge`. */
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
  /** As the last input about it describes it. */
  detail: string;
}

const attemptOf = ({ steps }: SagaTimelineEntry, step: string): number =>
  steps.find(({ step_name }) => step_name === step)?.attempts ?? 1;

const outcomeOf = ({ what, detail }: SagaTimelineEntry): Outcome => {
  if (what === 'lost' || what === 'due' || what === 'restarted') return 'lost';
  if (what !== 'replied') return 'done';
  if (detail.startsWith('rejected')) return 'refused';
  return detail === 'busy' || detail.startsWith('failed') ? 'lost' : 'done';
};

/** In the order in which they went out. A late answer belongs to none: it changed nothing. */
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
