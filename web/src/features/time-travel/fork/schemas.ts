// What may be written into a fork: the schemas of the catalogue, which every append is held against. Fetched only when
// something is changed or added, because no other page needs them.
import './jitless.ts';
import { ja } from 'zod/locales';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { language } from '../../../i18n/texts.ts';
import type { Change } from '../../../entities/event/fork-link.ts';

/** Why this is no event of such an aggregate, in the schema's words, a line each; none when it is one. */
export function refusalsOf(aggregateType: string, eventType: string, data: unknown): string[] {
  const entry = CATALOGUE.types.get(eventType);
  if (!entry) return [`unknown event type ${eventType}`];
  if (entry.aggregate_type !== aggregateType) return [`${eventType} is not an event of ${aggregateType}`];
  const parsed = entry.schema.safeParse(data, language === 'ja' ? { error: ja().localeError } : undefined);
  return (parsed.error?.issues ?? []).map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
}

/** The event types that a stream of this type can hold. */
export const typesOf = (aggregateType: string): string[] =>
  [...CATALOGUE.types].filter(([, entry]) => entry.aggregate_type === aggregateType).map(([type]) => type);

/** The fields of an event type, to be filled in. */
export function emptyData(eventType: string): object {
  const schema = CATALOGUE.types.get(eventType)?.schema;
  const shape = schema && 'shape' in schema ? (schema.shape as object) : {};
  return Object.fromEntries(Object.keys(shape).map((field) => [field, null]));
}

/** Of a fork that came as a link: the changes that are refused, with the reason. */
export function refusedIn(
  changes: readonly Change[],
  events: readonly LoggedEvent[],
): Map<Change, readonly string[]> {
  const byPosition = new Map(events.map((event) => [event.position, event]));
  const refused = new Map<Change, readonly string[]>();
  for (const change of changes) {
    const event = byPosition.get(change.position);
    if (!event || change.kind === 'leave_out') continue;
    const type = change.kind === 'add' ? change.event_type : event.event_type;
    const reasons = refusalsOf(event.aggregate_type, type, change.data);
    if (reasons.length > 0) refused.set(change, reasons);
  }
  return refused;
}
