// What a write answers so that reads can wait for it: a consistency token, known as soon as the write is durable, and the
// position in the log, which follows. `X-Consistency-Token: album-…@3` says where the command left its stream; a read takes
// it back as `consistency=album-…@3`. It is neither a secret nor a proof: with another user's token one can only wait.
import type { Context } from 'hono';
import * as z from 'zod';
import type { StreamPoint } from '#shared/engine/ports/eventstore';

/** What a command wrote: `position` is null while the log does not have it. */
export interface Written extends StreamPoint {
  position: number | null;
  /** Whether its reader shows it, where the command has waited for that. */
  shown?: boolean | undefined;
}

/** What a handled command wrote to this stream. */
export const writtenAt = (
  aggregate_id: string,
  { version, position, shown }: Omit<Written, 'aggregate_id'>,
): Written => ({
  aggregate_id,
  version,
  position,
  ...(shown === undefined ? {} : { shown }),
});

/** The token of a version; an empty stream has none. */
export const tokenOf = ({ aggregate_id, version }: StreamPoint): string => `${aggregate_id}@${version}`;

const TOKEN = /^([a-z]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([1-9]\d{0,8})$/;

/** A token in a query string. */
export const Consistency = z
  .string()
  .regex(TOKEN, 'This is no consistency token.')
  .transform((text): StreamPoint => {
    const [, aggregate_id = '', version = ''] = TOKEN.exec(text) ?? [];
    return { aggregate_id, version: Number(version) };
  });

/** The most that `Prefer: position` waits, and what a write without it does: the log has most positions after a few ms. */
const PREFERRED_MS = 2_000;
const MOMENT_MS = 100;

/**
 * How long a write waits for its position (RFC 7240). `Prefer: position`: until it is there; `Prefer: respond-async`: not at
 * all, the token is enough; neither: a moment.
 */
export function positionWithin(c: Context): number {
  if (preferred(c).includes('position')) return PREFERRED_MS;
  return respondsAsync(c) ? 0 : MOMENT_MS;
}

const preferred = (c: Context): string[] =>
  (c.req.header('prefer') ?? '').split(',').map((one) => one.trim().toLowerCase());

/** Whether a write is answered at its commit: such a client reads with the token. */
export const respondsAsync = (c: Context): boolean => preferred(c).includes('respond-async');

/** How long a write waits until its own reader shows it. */
export const OWN_WRITE_MS = 1_000;

/** How a command runs whose own reader waits for the read model: its position is known on the way. */
export const ownWrite = <Name extends string>(c: Context, awaitedBy: Name) =>
  respondsAsync(c) ? {} : ({ positionWithinMs: OWN_WRITE_MS, shownWithinMs: OWN_WRITE_MS, awaitedBy } as const);

/** Sets `X-Consistency-Token`, and `X-Event-Position` where it is known. */
export function setWritten(c: Context, written: Written): void {
  if (written.version > 0) c.header('x-consistency-token', tokenOf(written));
  if (written.position !== null) c.header('x-event-position', String(written.position));
}
