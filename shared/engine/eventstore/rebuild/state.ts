// How far a rebuild has come: all that its driver remembers. The read model's own database is the authority on how far
// green is filled, so a state that a crash left behind is checked against it, never believed.
import { ordinalOf } from '#shared/engine/event/epoch';
import type { Certificate, Compared, RebuildPhase, RebuildStatus } from '#shared/engine/ports/rebuild';

/** One at a time; `opening` and `giving_up` are the moments before and after the phases that people see. */
export type Phase = 'opening' | RebuildPhase | 'giving_up';

export interface RebuildState {
  state: 'running' | 'completed' | 'aborted';
  phase: Phase;
  generation: number;
  position: number;
  head: number;
  compared: Compared | null;
  certificate: Certificate | null;
  /** An operator wants to abort; checked before the next step, as long as green is not active. */
  abort: boolean;
  /** Milliseconds since 1970. `filled_at` is when the last page was filled. */
  started_at: number;
  filling_since: number;
  filled_at: number;
  finished_at: number | null;
  attempts: number;
  last_error: string | null;
}

export const begun = (now: number): RebuildState => ({
  state: 'running',
  phase: 'opening',
  generation: 0,
  position: 0,
  head: 0,
  compared: null,
  certificate: null,
  abort: false,
  started_at: now,
  filling_since: now,
  filled_at: now,
  finished_at: null,
  attempts: 0,
  last_error: null,
});

const VISIBLE: Record<Phase, RebuildPhase> = {
  opening: 'filling',
  filling: 'filling',
  comparing: 'comparing',
  cutting_over: 'cutting_over',
  cleaning: 'cleaning',
  giving_up: 'cleaning',
};

/** Its public status. */
export const statusOf = (at: RebuildState): RebuildStatus => ({
  state: at.finished_at === null ? 'running' : at.state,
  phase: at.finished_at === null ? VISIBLE[at.phase] : null,
  position: at.position,
  head: at.head,
  events_per_second: Math.round((ordinalOf(at.position) * 1000) / Math.max(1, at.filled_at - at.filling_since)),
  started_at: new Date(at.started_at).toISOString(),
  finished_at: at.finished_at === null ? null : new Date(at.finished_at).toISOString(),
  last_error: at.last_error,
  certificate: at.certificate,
});

/** The part that is not for operators only: a row may be anyone's. */
export const withoutRows = (status: RebuildStatus): RebuildStatus => ({
  ...status,
  certificate: status.certificate && { ...status.certificate, first_difference: null },
});
