// The Export aggregate as a decider: requested, collected, written, completed, and then expired; or discarded, which is
// the tombstone that refuses late commands of the saga.
import type { ExportEvent } from '#shared/mediahub/events/export';
import { accept, assertNever, reject, type Decider, type Decision } from '#shared/engine/command/decider';
import type { ZipFile } from './contents.ts';

export type Export =
  | { readonly status: 'none' | 'discarded' | 'expired' }
  | {
      readonly status: 'requested' | 'collected' | 'written' | 'completed';
      readonly user_id: string;
      readonly album_id: string;
      /** How many files go in. */
      readonly total: number;
      /** The list, where an older version put it into the event; else it is in the manifest. */
      readonly files?: readonly ZipFile[] | undefined;
    };

export type ExportCommand =
  | { type: 'request'; user_id: string; album_id: string; album_name: string }
  | { type: 'collect'; total: number; bytes: number }
  | { type: 'progress'; done: number }
  /** `missing`: so many of its files are lost, and not in it. */
  | { type: 'written'; size: number; missing?: number }
  | { type: 'complete'; expires_at: string }
  | { type: 'discard'; reason: string }
  | { type: 'expire' };

const late = reject('export_discarded', 'This export was discarded.');
const tooEarly = reject('export_not_ready', 'The step before this one has not happened.');
const ORDER = ['requested', 'collected', 'written', 'completed'];

/** Once from the state before, nothing when it has happened, refused when it is too late or too early. */
function step(state: Export, from: string, event: ExportEvent): Decision<ExportEvent> {
  if (state.status === 'discarded') return late;
  if (state.status === from) return accept(event);
  return state.status === 'expired' || ORDER.indexOf(state.status) > ORDER.indexOf(from) ? accept() : tooEarly;
}

function decide(command: ExportCommand, state: Export): Decision<ExportEvent> {
  switch (command.type) {
    case 'request': {
      const { type: _, ...data } = command;
      return state.status === 'none' ? accept<ExportEvent>({ event_type: 'ExportRequested', data }) : accept();
    }
    case 'collect':
      return step(state, 'requested', {
        event_type: 'ExportCollected',
        data: { total: command.total, bytes: command.bytes },
      });
    case 'progress':
      return state.status === 'collected'
        ? accept<ExportEvent>({
            event_type: 'ExportProgressed',
            data: { done: command.done, total: state.total },
          })
        : accept();
    case 'written':
      return step(state, 'collected', {
        event_type: 'ExportWritten',
        data: { size: command.size, ...(command.missing ? { missing: command.missing } : {}) },
      });
    case 'complete':
      return step(state, 'written', { event_type: 'ExportCompleted', data: { expires_at: command.expires_at } });
    case 'discard':
      return state.status === 'discarded' || state.status === 'expired'
        ? accept()
        : accept<ExportEvent>({ event_type: 'ExportDiscarded', data: { reason: command.reason } });
    case 'expire':
      return state.status === 'completed'
        ? accept<ExportEvent>({ event_type: 'ExportExpired', data: {} })
        : accept();
    default:
      return assertNever(command);
  }
}

function evolve(state: Export, event: ExportEvent): Export {
  const on = (change: Partial<Extract<Export, { total: unknown }>>): Export =>
    'total' in state ? { ...state, ...change } : state;
  switch (event.event_type) {
    case 'ExportRequested':
      return { status: 'requested', user_id: event.data.user_id, album_id: event.data.album_id, total: 0 };
    case 'ExportCollected':
      return on({ status: 'collected', total: event.data.total, files: event.data.files });
    case 'ExportProgressed':
      return state;
    case 'ExportWritten':
      return on({ status: 'written' });
    case 'ExportCompleted':
      return on({ status: 'completed' });
    case 'ExportDiscarded':
      return { status: 'discarded' };
    case 'ExportExpired':
      return { status: 'expired' };
    default:
      return assertNever(event);
  }
}

export const exportDecider: Decider<Export, ExportCommand, ExportEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
