// A run: everything that one request caused, as it is stored anyway. Its trace is derived from that on request,
// so no command pays for it and nothing extra is stored.
import type { LoggedEvent } from '../event/envelope.ts';
import { derivedUuid } from '../event/ids.ts';
import type { SagaTimelineEntry, SagaView } from '../saga/view.ts';

export interface SagaRun {
  view: SagaView;
  timeline: readonly SagaTimelineEntry[];
  /** Its journal goes on behind these. */
  more?: boolean;
}

export interface Run {
  correlation_id: string;
  /** In the order of the log. */
  events: readonly LoggedEvent[];
  sagas: readonly SagaRun[];
  /** It has more events, or sagas, or a saga has a longer journal, than these. */
  more: boolean;
}

/** The names of the services that a trace shows. */
export interface Services {
  /** Where requests come in. */
  entry: string;
  log: string;
  coordinator: string;
  /** Which service appends events of this aggregate type. */
  ofAggregate(type: string): string;
  /** Which service answers this command of a saga, e.g. `payment.charge`. */
  ofCommand(command: string): string;
}

const plain = (uuid: string): string => uuid.replaceAll('-', '');
const TRACE_ID = /^(?!0{32})[\da-f]{32}$/;

/** A trace id as OpenTelemetry wants it. Events from before there were traces have other correlation ids. */
export function traceIdOf(correlationId: string): string {
  const id = plain(correlationId.toLowerCase());
  return TRACE_ID.test(id) ? id : plain(derivedUuid('trace', correlationId));
}

/** The same thing has the same span in every export, so that a viewer that gets it twice shows it once. */
export const spanIdOf = (...names: string[]): string => plain(derivedUuid('span', ...names)).slice(0, 16);

/** The part of a run that belongs to one saga: what it began with, and what carries its id. */
export function ofSaga({ correlation_id, events, sagas, more }: Run, sagaId: string): Run {
  const own = sagas.filter(({ view }) => view.id === sagaId);
  const began = new Set(own.map(({ timeline }) => timeline[0]?.event_id));
  const ofIt = ({ id, metadata }: LoggedEvent) => metadata.saga_id === sagaId || began.has(id);
  return { correlation_id, events: events.filter(ofIt), sagas: own, more };
}
