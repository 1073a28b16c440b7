// The events of one request as a tree: below each event what it caused. Pure.
import type { LoggedEvent } from '#shared/engine/event/envelope';

/** How an event relates to the chosen one. */
export type Role = 'cause' | 'chosen' | 'effect' | 'other';

export interface CauseNode {
  event: LoggedEvent;
  role: Role;
  effects: CauseNode[];
}

/** Roots are events whose cause is not among `events`; everything in the order of the log. */
export function causesOf(events: readonly LoggedEvent[], chosenId: string | null): CauseNode[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const inOrder = [...byId.values()].toSorted((a, b) => a.position - b.position);
  const causeOf = ({ metadata, position }: LoggedEvent): LoggedEvent | undefined => {
    const cause = byId.get(metadata.causation_id ?? '');
    // A cause comes before its effect: any other link could form a cycle.
    return cause && cause.position < position ? cause : undefined;
  };
  const byCause = Map.groupBy(inOrder, (event) => causeOf(event)?.id);

  const causes = new Set<string>();
  for (let at = byId.get(chosenId ?? ''); at; at = causeOf(at)) causes.add(at.id);

  const node = (event: LoggedEvent, caused: boolean): CauseNode => {
    const chosen = event.id === chosenId;
    const role = chosen ? 'chosen' : causes.has(event.id) ? 'cause' : caused ? 'effect' : 'other';
    return { event, role, effects: (byCause.get(event.id) ?? []).map((effect) => node(effect, caused || chosen)) };
  };
  return (byCause.get(undefined) ?? []).map((root) => node(root, false));
}
