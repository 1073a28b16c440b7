// The spans of a run, pure: the request, each command that appended something, each delivery to a saga, each saga, and each try
// of its commands. The parent of a span is what caused it; times are those of the events and of the saga's journal.
import type { LoggedEvent } from '../event/envelope.ts';
import { exchangesOf, type Exchange } from '../saga/exchanges.ts';
import type { SagaStatus } from '../saga/view.ts';
import { spanIdOf, type Run, type SagaRun, type Services } from './run.ts';

export type Attributes = Record<string, string | number | boolean>;

export interface Span {
  id: string;
  /** Null: the root. */
  parent_id: string | null;
  name: string;
  service: string;
  kind: 'internal' | 'server' | 'client' | 'consumer';
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  status: 'unset' | 'ok' | 'error';
  message?: string;
  attributes: Attributes;
  events: { name: string; at: number; attributes: Attributes }[];
}

const at = (instant: string): number => Date.parse(instant);
const keyOf = ({ aggregate_id, id }: Pick<LoggedEvent, 'aggregate_id' | 'id'>) => `${aggregate_id} ${id}`;
const commandSpan = ({ metadata, aggregate_id }: LoggedEvent) =>
  spanIdOf('command', metadata.command_id, aggregate_id);

/** Events by their own id, the first in the log: a cause is named by its id alone. */
const byId = (events: readonly LoggedEvent[]): Map<string, LoggedEvent> =>
  new Map(events.toReversed().map((event) => [event.id, event]));

const OUTCOMES: Record<Exchange['outcome'], Span['status']> = {
  done: 'ok',
  refused: 'error',
  lost: 'error',
  open: 'unset',
};
const ENDINGS: Partial<Record<SagaStatus, Span['status']>> = { completed: 'ok', failed: 'error', parked: 'error' };

/** One append: what a command decided, as one span with its events in it. */
function ofCommands({ events }: Run, services: Services, tries: readonly Span[]): Span[] {
  const causes = byId(events);
  const groups = Map.groupBy(events, commandSpan);
  const byCommand = Map.groupBy(tries, ({ attributes }) => attributes['command.id']);
  return [...groups].flatMap(([id, group]): Span[] => {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) return [];
    const { metadata, aggregate_id, aggregate_type } = first;
    const start = at(first.created_at);
    const asked = byCommand.get(metadata.command_id) ?? [];
    const cause = causes.get(metadata.causation_id ?? '');
    const parent =
      (asked.findLast((one) => one.start <= start) ?? asked[0])?.id ??
      (cause && cause.position < first.position ? commandSpan(cause) : null);
    return [
      {
        id,
        parent_id: parent,
        name: `append ${group.map(({ event_type }) => event_type).join(', ')}`,
        service: services.ofAggregate(aggregate_type),
        kind: metadata.saga_id === undefined ? 'internal' : 'server',
        start,
        end: at(last.created_at),
        status: 'ok',
        attributes: {
          'command.id': metadata.command_id,
          'aggregate.id': aggregate_id,
          'aggregate.type': aggregate_type,
          'enduser.id': metadata.user_id,
          actor: metadata.actor,
        },
        events: group.map(({ id: event_id, event_type, created_at, position, version }) => ({
          name: event_type,
          at: at(created_at),
          attributes: { 'event.id': event_id, 'event.position': position, 'event.version': version },
        })),
      },
    ];
  });
}

/** From the commit of an event until the saga had written it down: publishing, the log, the subscription. */
function ofDeliveries({ events }: Run, services: Services, { view, timeline }: SagaRun): Span[] {
  const known = byId(events);
  return timeline.flatMap(({ event_id, what, at: taken }): Span[] => {
    const event = known.get(event_id ?? '');
    if (!event || what === 'late') return [];
    return [
      {
        id: spanIdOf('delivery', view.id, keyOf(event)),
        parent_id: commandSpan(event),
        name: `deliver ${event.event_type}`,
        service: services.log,
        kind: 'consumer',
        start: at(event.created_at),
        end: at(taken),
        status: 'ok',
        attributes: { 'event.id': event.id, 'event.position': event.position, 'saga.id': view.id },
        events: [],
      },
    ];
  });
}

function ofSagaItself(services: Services, { view, timeline }: SagaRun): Span[] {
  const id = spanIdOf('saga', view.id);
  const last = at(timeline.at(-1)?.at ?? view.updated_at);
  const end = view.ended_at === null ? Math.max(last, at(view.updated_at)) : at(view.ended_at);
  const { failure } = view;
  const saga: Span = {
    id,
    parent_id: null,
    name: `saga ${view.saga_type}`,
    service: services.coordinator,
    kind: 'internal',
    start: at(view.started_at),
    end,
    status: ENDINGS[view.status] ?? 'unset',
    ...(failure ? { message: `${failure.step}: ${failure.code}: ${failure.reason}` } : {}),
    attributes: { 'saga.id': view.id, 'saga.status': view.status, 'saga.subject': view.subject },
    events: timeline
      .filter(({ what }) => what !== 'started')
      .map(({ at: taken, what, detail, command_id }) => ({
        name: what,
        at: at(taken),
        attributes: { detail, ...(command_id === null ? {} : { 'command.id': command_id }) },
      })),
  };
  const tries = exchangesOf(timeline).map((one, n): Span => ({
    id: spanIdOf('try', view.id, String(n)),
    parent_id: id,
    name: `${one.direction === 'undo' ? 'undo: ' : ''}${one.command}`,
    service: services.coordinator,
    kind: 'client',
    start: one.from,
    end: one.to ?? end,
    status: OUTCOMES[one.outcome],
    ...(OUTCOMES[one.outcome] === 'error' ? { message: one.detail } : {}),
    attributes: {
      'command.id': one.command_id,
      'saga.step': one.step,
      'saga.attempt': one.attempt,
      'peer.service': services.ofCommand(one.command),
    },
    events: [],
  }));
  return [saga, ...tries];
}

/** Every span below the root: one without a parent here, or that would be its own ancestor, becomes a child of the root. */
function rooted(spans: readonly Span[], root: string): Span[] {
  const parents = new Map(spans.map(({ id, parent_id }) => [id, parent_id]));
  return spans.map((span) => {
    const seen = new Set([span.id]);
    let above = span.parent_id;
    while (above !== null && parents.has(above) && !seen.has(above)) {
      seen.add(above);
      above = parents.get(above) ?? null;
    }
    const hangs = span.parent_id !== null && parents.has(span.parent_id) && (above === null || !seen.has(above));
    const parent_id = hangs ? span.parent_id : root;
    if (!hangs) parents.set(span.id, null);
    return { ...span, parent_id, end: Math.max(span.start, span.end) };
  });
}

/** The spans of a run, the root first; none of a run without events and sagas. */
export function spansOf(run: Run, services: Services): Span[] {
  const sagas = run.sagas.flatMap((saga) => {
    const [itself, ...tries] = ofSagaItself(services, saga);
    const deliveries = ofDeliveries(run, services, saga);
    const [started] = saga.timeline;
    const start = deliveries.find(({ attributes }) => attributes['event.id'] === started?.event_id);
    return itself ? [{ ...itself, parent_id: start?.id ?? null }, ...tries, ...deliveries] : [];
  });
  const tries = sagas.filter(({ kind }) => kind === 'client');
  const unique = new Map([...ofCommands(run, services, tries), ...sagas].map((span) => [span.id, span]));
  if (unique.size === 0) return [];
  const root = spanIdOf('request', run.correlation_id);
  const below = rooted([...unique.values()], root);
  return [
    {
      id: root,
      parent_id: null,
      name: 'request',
      service: services.entry,
      kind: 'server',
      start: below.reduce((least, { start }) => Math.min(least, start), Infinity),
      end: below.reduce((most, { end }) => Math.max(most, end), -Infinity),
      status: 'unset',
      attributes: { 'correlation.id': run.correlation_id, 'run.more': run.more },
      events: [],
    },
    ...below,
  ];
}
