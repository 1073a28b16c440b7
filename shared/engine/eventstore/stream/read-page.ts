// One page of a stream, as other Workers get it. The stream itself is asked: the log may be late.
import {
  STREAMS_AT_ONCE,
  type ReadOptions,
  type StreamAsked,
  type StreamSlice,
} from '#shared/engine/ports/eventstore';
import { PAGE, within } from '#shared/engine/command/stream-page';
import { asData } from '../../runtime/as-data.ts';
import type { StoreEnv } from '../env.ts';

export async function readStream(
  env: Pick<StoreEnv, 'STREAM'>,
  id: string,
  options: ReadOptions = {},
): Promise<StreamSlice> {
  const stream = env.STREAM.getByName(id);
  const { after_version = 0, command_id = null, snapshot, page } = options;
  const slice = asData(await stream.read(after_version, command_id, snapshot, page));
  // Not there in time: then it is decided on all the same, as it was answered to its writer.
  if (options.logged_within_ms && slice.events.at(-1)?.position === null)
    await stream.position(slice.version, options.logged_within_ms);
  return slice;
}

/** So much do the pages of many streams hold together: an answer between Workers ends at 32 MiB. */
const TOGETHER_BYTES = 16 * 1024 * 1024;
const AT_ONCE = 50;

/** @throws when more are asked for than one answer may hold */
export async function readStreams(
  env: Pick<StoreEnv, 'STREAM'>,
  asked: readonly StreamAsked[],
): Promise<StreamSlice[]> {
  if (asked.length > STREAMS_AT_ONCE) throw new Error(`at most ${STREAMS_AT_ONCE} streams are read at once`);
  const share = { ...PAGE, bytes: Math.floor(TOGETHER_BYTES / Math.max(1, asked.length)) };
  const slices: StreamSlice[] = [];
  for (let n = 0; n < asked.length; n += AT_ONCE)
    slices.push(
      ...(await Promise.all(
        asked
          .slice(n, n + AT_ONCE)
          .map(({ id, options }) => readStream(env, id, { ...options, page: within(share, options?.page) })),
      )),
    );
  return slices;
}
