// Whether a consumer stands where the log does. After a restore of one of them it may stand ahead of the log, or beside it:
// then it has what the log does not say, and would pass over what the log says instead.
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
  /** Tells the log of an event that it does not have: it goes on in a new epoch. */
  report(mark: Mark): Promise<void>;
  /** `rows`: it has a read model, which has to start over. `head`: it drops. `repeats`: it recognises what comes again. */
  kind: 'rows' | 'head' | 'repeats';
}

/** Where the last common event of the log's history and a lost position is. */
const forkBefore = (position: number, epochs: readonly Epoch[]): number =>
  isLost(position, epochs)
    ? Math.min(...epochs.map(({ after_position }) => after_position).filter((after) => after < position), position)
    : 0;

/**
 * Where to go on from.
 * @throws when rows stand where the log has nothing, or another event: a person has them start over
 */
export async function verifyStanding(
  { look, report, kind }: VerifyDependencies,
  standing: Delivered,
  eventId: string | null,
): Promise<Delivered> {
  const { checkpoint } = standing;
  if (checkpoint === 0) return standing;
  const place = await look(checkpoint);
  const lost = isLost(checkpoint, place.epochs, place.head);
  const same = place.id !== null && (eventId === null || place.id === eventId);
  if (kind === 'head' && (lost || checkpoint > place.head)) return { checkpoint: place.head };
  if (kind === 'head') return same ? standing : { checkpoint, event_id: place.id };
  if (!lost && same) return standing;
  if (!lost) await report({ position: checkpoint, id: eventId ?? '' });
  if (kind === 'repeats') return { checkpoint: forkBefore(checkpoint, (await look(checkpoint)).epochs) };
  const there = place.id === null || lost ? 'has no such event any more' : 'has another event';
  throw new Error(`it is at position ${checkpoint}, where the log ${there}: npm run recover`);
}
