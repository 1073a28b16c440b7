// Holes in the log: how an old version left one, and how `npm run recover` mends it.
import { holesOf, setAside } from '../../eventstore/log/set-aside.ts';
import * as log from '../../eventstore/log/store.ts';
import type { LogComparison } from '../../eventstore/stream/LogComparison.ts';
import type { StreamRows } from '../../eventstore/stream/rows.ts';
import type { Sequencer } from '../../eventstore/log/Sequencer.ts';
import type { GivenPositions } from './given-positions.ts';

interface Stores {
  db: D1Database;
  sequencer: Sequencer;
  rows: StreamRows;
  together: LogComparison;
  given: GivenPositions;
}

/** The log takes what is behind the first event of an outbox without that event, and the stream takes both for published. */
export async function publishWithHole({ db, sequencer, rows, given }: Stores, id: string): Promise<void> {
  const [first, ...behind] = rows.outbox(100);
  const known = (await log.lastVersions(db, [id])).get(id) ?? 0;
  if (!first || behind.length === 0 || first.version !== known + 1) return;
  await sequencer.forget();
  const [from, last] = [await sequencer.head(), sequencer.memory.mark];
  const placed = behind.map((event, n) => ({ ...event, position: from + 1 + n }));
  await log.logStore(db, ({ metadata }) => metadata.user_id).insert(placed, last);
  given.note(placed);
  await sequencer.forget();
  // Its position was given again, to another event.
  rows.published([first, ...behind], [from + 1, ...placed.map(({ position }) => position)]);
}

/**
 * @returns whether there was one
 * @param decided where an event is in neither of them, a person has had what is behind it set aside
 */
export async function mendHole(
  { db, sequencer, together }: Stores,
  id: string,
  decided: boolean,
): Promise<boolean> {
  if ((await holesOf(db, [id])).length === 0) return false;
  const { outcome } = await together.reconcile(id, false);
  if (!decided && outcome !== 'same' && outcome !== 'published') return true;
  await setAside(db, [id]);
  await sequencer.forget();
  await together.reconcile(id, true);
  return true;
}
