// One page of a stream, as other Workers get it. The stream itself is asked: the log may be late.
import type { ReadOptions, StreamSlice } from '#shared/engine/ports/eventstore';
import type { StoreEnv } from '../env.ts';

export async function readStream(
  env: Pick<StoreEnv, 'STREAM'>,
  id: string,
  options: ReadOptions = {},
): Promise<StreamSlice> {
  const stream = env.STREAM.getByName(id);
  const { after_version = 0, command_id = null, snapshot, page } = options;
  const slice = await stream.read(after_version, command_id, snapshot, page);
  // Not there in time: then it is decided on all the same, as it was answered to its writer.
  if (options.logged_within_ms && slice.events.at(-1)?.position === null)
    await stream.position(slice.version, options.logged_within_ms);
  return slice;
}
