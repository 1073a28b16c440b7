// An append on the stream's own rows, as far as it is one transaction: look, decide, write.
import type { AppendRequest } from '#shared/engine/ports/eventstore';
import { decideAppend, type AppendDecision } from './decide-append.ts';
import type { StreamRows } from './rows.ts';

/** To be run as one transaction: when a row cannot be written, an exception alone would leave the rows before it. */
export function append(rows: StreamRows, request: AppendRequest, at: string, rule = decideAppend): AppendDecision {
  const known = rows.known(request.events.map((event) => event.id));
  const version = rows.version();
  const decision = rule(request, version, known, rows.idAt(version));
  if (!('write' in decision)) return decision;
  rows.writePositions();
  rows.insert({ ...request, events: decision.write }, decision.firstVersion, at);
  return decision;
}
