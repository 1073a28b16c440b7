// One kind of request over so many connections, so many times or for so long: autocannon, which keeps sockets open.
import autocannon from 'autocannon';
import type { Measured } from '../figures.ts';

export interface Load {
  url: string;
  connections: number;
  /** So many in all; without it, for `duration` seconds. */
  amount?: number;
  duration?: number;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** One after the other, instead of one again and again. */
  requests?: { method: 'POST'; headers: Record<string, string>; body: Buffer }[];
  /** The status that is right; a rate counts no other. */
  status: number;
}

export interface Answered extends Measured {
  /** How many were answered otherwise than they should be. */
  wrong: number;
}

export async function load({ status: expected, ...options }: Load): Promise<Answered> {
  const each: number[] = [];
  const began = performance.now();
  let ended = began;
  let wrong = 0;
  const running = autocannon({ timeout: 60, ...options }).on('response', (_client, status, _bytes, ms) => {
    ended = performance.now();
    if (status === expected) each.push(ms);
    else wrong++;
  });
  const { errors } = await running;
  return { each, total_ms: ended - began, wrong: wrong + errors };
}

/** What to add to a row: only whether some went wrong. */
export const wrongOf = ({ wrong, each }: Answered): string =>
  wrong === 0 ? '' : `${wrong} of ${wrong + each.length} wrong`;
