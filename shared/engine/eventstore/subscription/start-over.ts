// After a restore, a read model may hold effects of events that the log lacks: it begins a new generation from position 0, which
// deliveries fill, and which is shown once it has caught up. Until then readers see the old rows.
import type { Delivered } from '#shared/engine/ports/consumer';
import type { ReadModelPort, RebuildSteps } from '../../ports/rebuild.ts';

export type StartingOver = Pick<RebuildSteps, 'startOver' | 'standing' | 'cutOver' | 'sweep'>;

/** The steps of a read model's owner, each within a deadline. */
export const startingOver = (port: ReadModelPort, within: <T>(work: Promise<T>) => Promise<T>): StartingOver => ({
  startOver: () => within(port.rebuild('startOver')),
  standing: () => within(port.rebuild('standing')),
  cutOver: (generation) => within(port.rebuild('cutOver', generation)),
  sweep: () => within(port.rebuild('sweep')),
});

const KEY = 'starting_over';
/** Each is a call, and an alarm may call other Workers 32 times. */
const SWEEPS = 20;

export const isStartingOver = (kv: SyncKvStorage): boolean => kv.get<number>(KEY) !== undefined;

export async function beginStartingOver(kv: SyncKvStorage, readModel: StartingOver): Promise<void> {
  const { generation } = await readModel.startOver();
  if (generation === null) throw new Error('no generation was begun');
  // A crash before this line leaves a generation that is never activated: the next try begins another one.
  kv.put(KEY, generation);
}

/**
 * Rows that unexpectedly start over were restored to a time when they did: they continue, and are activated once they have
 * caught up.
 * @returns whether that is news
 */
export function noteStartingOver(kv: SyncKvStorage, { starts_over }: Pick<Delivered, 'starts_over'>): boolean {
  if (starts_over === undefined || kv.get<number>(KEY) === starts_over) return false;
  kv.put(KEY, starts_over);
  return true;
}

/**
 * Shows the new generation once it has everything up to `upTo`; when asked again after a crash, it is shown already. The rows
 * know which generation is being filled: if two were begun at once, or one arrived late, the last one counts.
 * @param upTo how far the subscription believes it to be
 * @returns false when it has less, as it began again in the meantime; or when there are more old rows than one alarm may have deleted
 */
export async function finishStartingOver(
  kv: SyncKvStorage,
  readModel: StartingOver,
  upTo: number,
): Promise<boolean> {
  const { generation, startsOver, checkpoint } = await readModel.standing();
  if (startsOver && checkpoint < upTo) return false;
  if (startsOver && generation !== null) await readModel.cutOver(generation);
  // Otherwise its database was restored to before it started over: its checkpoint is compared with the log again.
  for (let n = 0; n < SWEEPS; n++)
    if (!(await readModel.sweep())) {
      kv.delete(KEY);
      return true;
    }
  return false;
}
