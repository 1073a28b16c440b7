// Reading a stream in answers that end early, as those between Workers end at 32 MiB (R6).
import type { PageBounds } from '../../command/stream-page.ts';
import type { StreamRows } from '../../eventstore/stream/rows.ts';
import type { StoreDependencies } from './dependencies.ts';

const bytesOf = (events: readonly { data: object; metadata: object }[]): number =>
  events.reduce(
    (sum, { data, metadata }) => sum + JSON.stringify(data).length + JSON.stringify(metadata).length,
    0,
  );

/** @throws R6 when an answer is larger than it may be, or something is missing in the end */
export async function readInAnswers(
  { answer, wholeStream }: Pick<StoreDependencies, 'answer' | 'wholeStream'>,
  rows: StreamRows,
  bounds: PageBounds,
): Promise<void> {
  const version = rows.version();
  const readStream = (_id: string, { after_version: after = 0 } = {}) => {
    const slice = answer(rows, after, bounds);
    const { length } = slice.events;
    if (length > 1 && (length > bounds.events || bytesOf(slice.events) > bounds.bytes))
      throw new Error(`R6: an answer of ${length} events is more than one may hold`);
    return Promise.resolve(slice);
  };
  const events = await wholeStream({ readStream }, 'stream');
  if (events.length < version) throw new Error(`R6: of ${version} events ${events.length} were read`);
}
