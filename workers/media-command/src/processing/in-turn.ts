// Work on the decoder, when it is its turn: see DecoderQueue.ts.
import type { CommandReply } from '#shared/engine/saga/command';
import type { Env } from '../env.ts';

type Busy = Extract<CommandReply, { status: 'busy' }>;

/** There is one decoder. */
const DECODER = 'decoder';
/** The queue itself has died: it is back at the next call. */
const ASK_AGAIN_MS = 500;

/** The reply of `work`, or `busy` when its turn did not come: then nothing of it has begun. */
export async function inTurn<Reply extends object>(
  env: Pick<Env, 'DECODER'>,
  user: string,
  work: () => Promise<Reply>,
): Promise<Reply | Busy> {
  const begun: Promise<Reply>[] = [];
  const turn = await env.DECODER.getByName(DECODER)
    .inTurn(user, async () => {
      const working = work();
      begun.push(working);
      await working.then(
        () => undefined,
        () => undefined,
      );
    })
    .catch(() => ({ done: false, retry_after_ms: ASK_AGAIN_MS }) as const);
  // Also when the queue died while this was at work: it goes on here, and its outcome is known here.
  const [working] = begun;
  if (working) return working;
  return { status: 'busy', retry_after_ms: turn.done ? ASK_AGAIN_MS : turn.retry_after_ms };
}
