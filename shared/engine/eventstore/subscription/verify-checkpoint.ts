// Whether a consumer's checkpoint is still an event of the log. After a restore of one of them the consumer may be ahead of the
// log, or on another history: it then has effects of events that the log lacks, and would skip those that replaced them.
import { isLost, type Epoch } from '../../event/epoch.ts';
import type { Delivered } from '../../ports/consumer.ts';
import type { Mark } from '../log/restore-mark.ts';

/** What the log has at a position. */
export interface Place {
  id: string | null;
  head: number;
  epochs: readonly Epoch[];
}

export interface VerifyDependencies {
  look(position: number): Promise<Place>;
  /** Reports an event that the log lacks: the log continues in a new epoch. */
  report(mark: Mark): Promise<void>;
  /** Whether the log has set aside what the rows hold. */
  setAside(delivered: Delivered): Promise<boolean>;
  /** `rows`: a read model, which must start over. `head`: it drops what it missed. `repeats`: it recognises repeated events. */
  kind: 'rows' | 'head' | 'repeats';
}

/** The last position that the log's history shares with a lost one. */
const forkBefore = (position: number, epochs: readonly Epoch[]): number =>
  isLost(position, epochs)
    ? Math.min(...epochs.map(({ after_position }) => after_position).filter((after) => after < position), position)
    : 0;

/**
 * The position to continue from.
 * @throws when the rows' checkpoint is at no event of the log, or at another one: a person starts them over
 */
export async function verifyCheckpoint(
  { look, report, setAside, kind }: VerifyDependencies,
  delivered: Delivered,
  eventId: string | null,
): Promise<Delivered> {
  const { checkpoint } = delivered;
  const anew = kind === 'rows' && (await setAside(delivered));
  if (checkpoint === 0) return delivered;
  const place = await look(checkpoint);
  const lost = isLost(checkpoint, place.epochs, place.head);
  const same = place.id !== null && (eventId === null || place.id === eventId);
  if (kind === 'head' && (lost || checkpoint > place.head)) return { checkpoint: place.head };
  if (kind === 'head') return same ? delivered : { checkpoint, event_id: place.id };
  if (!lost && same && !anew) return delivered;
  if (!lost && !same) await report({ position: checkpoint, id: eventId ?? '' });
  if (kind === 'repeats') return { checkpoint: forkBefore(checkpoint, (await look(checkpoint)).epochs) };
  const other = place.id === null || lost ? 'has no such event any more' : 'has another event';
  const there = anew ? 'has set aside events from before' : other;
  throw new Error(`it is at position ${checkpoint}, where the log ${there}: npm run recover`);
}
