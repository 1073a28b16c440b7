// A request whose body is read here, as far as it is needed. A refusal does not wait for the rest of it, nor for a client
// that has stalled: it is answered at once, and what still arrives is thrown away behind the answer.
import type { Context } from 'hono';
import { linger } from '#shared/http/linger';
import { onError } from '#shared/http/problem';
import { peekable, type Peekable } from './peekable.ts';

/** Lets `answer` read the body; null for a request without one. */
export async function withBody(
  c: Context,
  answer: (body: Peekable | null) => Promise<Response>,
): Promise<Response> {
  const body = c.req.raw.body === null ? null : peekable(c.req.raw.body);
  const response = await answer(body).catch((error: unknown) => {
    if (error instanceof Error) return onError(error, c);
    throw error;
  });
  return body === null || body.ended ? response : linger(response, body, c.executionCtx);
}
