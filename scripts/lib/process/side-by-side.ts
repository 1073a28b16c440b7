// Work on many things, some at a time.
import { availableParallelism } from 'node:os';

/**
 * Does `work` for each of `items`, as many at a time as there are processors; the first error ends it.
 * @returns what it answered, in the order of `items`
 */
export async function sideBySide<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
  atATime = availableParallelism(),
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const next = items.entries();
  const workOn = async () => {
    for (const [n, item] of next) answers[n] = await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, workOn));
  return answers;
}
