// The query parameters of every list and every read.
import * as z from 'zod';
import { Consistency } from './consistency.ts';
import { queryNumber } from './query-number.ts';

/** `limit` of every list: 1 to 200, 50 when absent. */
export const Limit = queryNumber(z.int().min(1).max(200)).default(50);

/** A log position in a query string. */
export const Position = queryNumber(z.int().min(0));

/** Where a page goes on. It is read with `decodeCursor`, which refuses what is none. */
export const Cursor = z.string().max(2_000);

/** A read that waits until the read model has reached a position. */
export const AtLeast = z.strictObject({
  min_position: Position.optional(),
  consistency: Consistency.optional(),
});

/** A page of such a list. */
export const PageAtLeast = AtLeast.extend({ limit: Limit, cursor: Cursor.optional() });
