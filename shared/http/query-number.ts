// Numbers in a query string, as strict as the document says: decimal digits and nothing else. `Number('')` is 0 and
// `Number('0x10')` is 16, so coercing would accept unintended values.
import * as z from 'zod';

const DECIMAL = /^(0|[1-9]\d{0,15})$/;

/** An integer from 0 on, written in decimal digits. @example queryNumber(z.int().min(1).max(200)).default(50) */
export const queryNumber = <T extends z.ZodType<number>>(schema: T) =>
  z.preprocess((text) => (typeof text === 'string' && DECIMAL.test(text) ? Number(text) : text), schema);
