// Work on the decoder, when it is its turn: see DecoderQueue.ts.
import type { CommandReply } from '#shared/engine/saga/command';
import type { Env } from '../env.ts';
import type { Turn } from '../objects.ts';

type Busy = Extract<CommandReply, { status: 'busy' }>;

/** There is one decoder. */
const DECODER = 'decoder';
/** The queue itself has died: it is back at the next call. */
const ASK_AGAIN_MS = 500;

/** Nothing was done in its turn: the decoder is taken all the same. */
const isBusy = (reply: object): boolean =>
  ('status' in reply && reply.status === 'busy') || ('kind' in reply && reply.kind === 'busy');

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
      return working.then(
        (reply) => !isBusy(reply),
        () => false,
      );
    })
    .catch((): Turn => ({ done: false, retry_after_ms: ASK_AGAIN_MS }));
  // Also when the queue died while this was at work: it goes on here, and its outcome is known here.
  const [working] = begun;
  if (working) return working;
  if (turn.done) return { status: 'busy', retry_after_ms: ASK_AGAIN_MS };
  const { retry_after_ms, progressed } = turn;
  return { status: 'busy', retry_after_ms, ...(progressed ? { progressed } : {}) };
}
