// The Renewal aggregate as a decider: there is one, and one run of it at a time. A run that was stopped goes on where it was; a
// page that comes late, of a run that was stopped in between, is refused, which is how its saga learns that it has ended.
import type { RenewalEvent } from '#shared/mediahub/events/renewal';
import { accept, assertNever, reject, type Decider, type Decision } from '#shared/engine/command/decider';

export type Renewal =
  | { status: 'none' }
  | {
      status: 'running' | 'stopped' | 'completed';
      run: string;
      /** The last media that was looked at; null before the first. */
      after: string | null;
      seen: number;
      renewed: number;
    };

/** What one page found; null where it was the end. */
export interface Page {
  after: string | null;
  seen: number;
  renewed: number;
}

export type RenewalCommand =
  | { type: 'start'; run: string; recipe: number }
  | { type: 'advance'; run: string; page: Page & { after: string } }
  | { type: 'complete'; run: string; page: Page }
  | { type: 'stop' };

const STOPPED = reject('renewal_stopped', 'This run was stopped.');

function turn(
  state: Renewal,
  run: string,
  event: (so_far: { seen: number; renewed: number }) => RenewalEvent,
): Decision<RenewalEvent> {
  if (state.status === 'none' || state.run !== run || state.status === 'stopped') return STOPPED;
  return state.status === 'completed' ? accept() : accept(event(state));
}

function decide(command: RenewalCommand, state: Renewal): Decision<RenewalEvent> {
  switch (command.type) {
    case 'start': {
      if (state.status === 'running') return accept();
      const { run, recipe } = command;
      const after = state.status === 'stopped' ? state.after : null;
      return accept({ event_type: 'RenewalRequested', data: { run, recipe, after } });
    }
    case 'advance': {
      const { after, seen, renewed } = command.page;
      return turn(state, command.run, (before) => ({
        event_type: 'RenewalAdvanced',
        data: { after, seen: before.seen + seen, renewed: before.renewed + renewed },
      }));
    }
    case 'complete': {
      const { seen, renewed } = command.page;
      return turn(state, command.run, (before) => ({
        event_type: 'RenewalCompleted',
        data: { seen: before.seen + seen, renewed: before.renewed + renewed },
      }));
    }
    case 'stop':
      return state.status === 'running' ? accept({ event_type: 'RenewalStopped', data: {} }) : accept();
    default:
      return assertNever(command);
  }
}

function evolve(state: Renewal, event: RenewalEvent): Renewal {
  switch (event.event_type) {
    case 'RenewalRequested': {
      const { run, after } = event.data;
      const before = state.status === 'none' || after === null ? { seen: 0, renewed: 0 } : state;
      return { status: 'running', run, after, seen: before.seen, renewed: before.renewed };
    }
    case 'RenewalAdvanced':
      return state.status === 'none' ? state : { ...state, ...event.data };
    case 'RenewalStopped':
      return state.status === 'none' ? state : { ...state, status: 'stopped' };
    case 'RenewalCompleted':
      return state.status === 'none' ? state : { ...state, ...event.data, status: 'completed' };
    default:
      return assertNever(event);
  }
}

export const renewal: Decider<Renewal, RenewalCommand, RenewalEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
