// After a restore that left a read model with what the log does not say: it begins a new generation from position 0, which the
// deliveries fill, and which is shown once it has caught up. Until then readers see the old rows.
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

export const isStartingOver = (kv: SyncKvStorage): boolean => kv.get<number>(KEY) !== undefined;

export async function beginStartingOver(kv: SyncKvStorage, readModel: StartingOver): Promise<void> {
  const { generation } = await readModel.startOver();
  if (generation === null) throw new Error('no generation was begun');
  // A crash before this line leaves a generation that is never shown: asked again, another one is begun.
  kv.put(KEY, generation);
}

/** Nothing of the log is missing in it any more. Asked again after a crash, it is shown already. */
export async function finishStartingOver(kv: SyncKvStorage, readModel: StartingOver): Promise<void> {
  const generation = kv.get<number>(KEY);
  if (generation === undefined) return;
  const { generation: green, shown } = await readModel.standing();
  // Its database was restored to before it started over: compare its checkpoint with the log again.
  if (green !== generation && shown !== generation) return void kv.delete(KEY);
  await readModel.cutOver(generation);
  while (await readModel.sweep());
  kv.delete(KEY);
}
