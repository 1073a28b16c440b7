// Deliveries of an isolate take turns: what one commit brings concerns most consumers, and all of their batches at once would
// block every request.
import { oneByOne } from '#shared/engine/runtime/stand-aside';

/** A slow consumer holds up the others no longer than this. */
const MOST_MS = 50;

export const inTurn = oneByOne(MOST_MS);
