// Time travel: what an aggregate was after its first n events, as plain JSON for display. A published fold, one
// branch per event, that any reader of the log may use; the deciders' own folds keep only what their rules need, and
// tests beside them hold both against each other.
import type { AggregateType } from '../events/catalogue.ts';
import { ALBUM_STATE } from './album.ts';
import { EXPORT_STATE } from './export.ts';
import { MEDIA_STATE } from './media.ts';
import { NOTIFICATION_STATE, SUBSCRIPTION_STATE, USER_STATE } from './small-aggregates.ts';
import type { Recorded, StateFold } from './state-fold.ts';

const FOLDS: Partial<Record<AggregateType, StateFold<object>>> = {
  Media: MEDIA_STATE,
  Album: ALBUM_STATE,
  User: USER_STATE,
  Notification: NOTIFICATION_STATE,
  Subscription: SUBSCRIPTION_STATE,
  Export: EXPORT_STATE,
};

/** An aggregate without a fold is shown by the data of its events, the newest value of each field. */
const PLAIN: StateFold<object> = {
  evolve: (state, { event_type, data }) => ({ ...state, ...data, last_event: event_type }),
};

/** `state(v) = fold(events[1..v])`; null for none. `from` is handed over: do not use it afterwards. */
export const stateAfter = (
  type: AggregateType,
  events: readonly Recorded[],
  from: object | null = null,
): object | null => events.reduce((state, event) => (FOLDS[type] ?? PLAIN).evolve(state, event), from);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths at which two states differ, such as `status` or `media.media-1`. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changedPaths(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  // The first event makes the whole state: each of its fields counts as changed.
  if (isRecord(after) && path === '') return changedPaths({}, after);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}
