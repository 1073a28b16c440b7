// The promises that an outcome breaks, in words: one saga for each cause (G1), all or nothing (G3),
// the files of the live media and no others (X5), every effect once, counted at the edge (X6).
import { asDomainEvent, type AggregateType } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { stateAfter } from '#shared/mediahub/state/published-state';
import type { ExportState } from '#shared/mediahub/state/export';
import type { MediaState } from '#shared/mediahub/state/media';
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';
import type { SagaView } from '#shared/engine/saga/view';
import type { ObservedOutcome } from './observed-outcome.ts';

const STARTS: Readonly<Record<string, string>> = {
  MediaUploaded: 'media_upload',
  MediaDeleted: 'media_deletion',
  ExportRequested: 'album_export',
  RenewalRequested: 'library_renewal',
};
/** How many sagas these events have started. */
export const sagasOf = (events: LoggedEvent[]): number =>
  events.filter(({ event_type }) => event_type in STARTS).length;

/** Of one media, or of one export. */
const ONCE = [
  ...[
    'MediaUploaded',
    'MediaProcessed',
    'MediaAddedToAlbum',
    'MediaUploadCompensated',
    'MediaDeleted',
    'MediaPurged',
  ],
  ...['ExportRequested', 'ExportCollected', 'ExportWritten', 'ExportCompleted', 'ExportDiscarded'],
];

/** What one saga is about: its events, also those of albums, and the state that they lead to. */
interface About {
  id: string;
  status: SagaView['status'];
  state: object | null;
  count(type: string): number;
  /** Codes of the notifications about it. */
  notified: string[];
}

function aboutOf({ events, notices }: ObservedOutcome, { aggregate_id: id, status }: SagaView): About {
  const stream = events.filter((event) => event.aggregate_id === id);
  const all = events.filter(
    (event) => event.aggregate_id === id || ('media_id' in event.data && event.data.media_id === id),
  );
  const isAbout = ({ params }: ObservedOutcome['notices'][number]) =>
    [params['media_id'], params['export_id']].includes(id);
  return {
    id,
    status,
    state: stateAfter((stream[0]?.aggregate_type ?? 'Media') as AggregateType, stream.map(asDomainEvent)),
    count: (type) => all.filter(({ event_type }) => event_type === type).length,
    notified: notices.filter(isAbout).map(({ code }) => code),
  };
}

class Violations {
  readonly found: string[] = [];
  unless(what: string, actual: unknown, expected: unknown): void {
    const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (a !== b) this.found.push(`${what}: ${a} instead of ${b}`);
  }
}

/** The files that an upload is to leave. */
function uploadHolds(violations: Violations, { id, status, state, count, notified }: About): string[] {
  const media = state as MediaState;
  const is_completed = status === 'completed';
  if (count('MediaDeleted') === 0) {
    violations.unless(`G3: ${status} or undone: ${id}`, count('MediaUploadCompensated'), is_completed ? 0 : 1);
    violations.unless(`X6: taken out: ${id}`, count('MediaRemovedFromAlbum') > 1, false);
  } else if (media.status !== 'compensated') violations.unless(`G2: deleted: ${id}`, media.status, 'purged');
  // One that is cancelled may have been notified of already.
  const codes =
    status === 'cancelled' ? notified.slice(0, 1) : [is_completed ? 'upload_completed' : 'upload_failed'];
  violations.unless(`X6: notifications of ${id}`, notified, codes);
  // Every upload is a picture that a thumbnail can be made of.
  return media.status === 'processed' ? [originalKey(id), thumbnailKey(id)] : [];
}

function exportHolds(violations: Violations, { id, status, state, notified }: About): string[] {
  const is_completed = status === 'completed';
  violations.unless(
    `G3: export ${id}`,
    ['completed', 'expired'].includes((state as ExportState).status),
    is_completed,
  );
  violations.unless(`X6: notifications of ${id}`, notified, [is_completed ? 'export_completed' : 'export_failed']);
  return is_completed ? [`exports/${id}.zip`, `exports/${id}.json`] : [];
}

/** Every promise that the outcome breaks, in words. */
export function violationsOf(outcome: ObservedOutcome): string[] {
  const { events, sagas, notices, entries, keys } = outcome;
  const violations = new Violations();
  for (const [id, stream] of Map.groupBy(events, (event) => event.aggregate_id))
    violations.unless(`S1: ${id}`, stream.map(({ version }) => version), stream.map((_, n) => n + 1)); // prettier-ignore
  const started = events.flatMap(({ event_type, aggregate_id }) =>
    STARTS[event_type] ? [`${STARTS[event_type]} of ${aggregate_id}`] : [],
  );
  const there = sagas.map(({ saga_type, aggregate_id }) => `${saga_type} of ${aggregate_id}`);
  violations.unless('G1: one saga for each cause', there.toSorted(), started.toSorted());

  const wanted: string[] = [];
  for (const saga of sagas) {
    const about = aboutOf(outcome, saga);
    for (const type of ONCE)
      violations.unless(`X6: ${type} of ${about.id} more than once`, about.count(type) > 1, false);
    if (saga.saga_type === 'media_upload') wanted.push(...uploadHolds(violations, about));
    if (saga.saga_type === 'album_export') wanted.push(...exportHolds(violations, about));
  }
  const live = wanted.flatMap((key) => /^media\/(.+)\/original$/.exec(key)?.[1] ?? []);
  violations.unless('X6: entries are the live media', entries.toSorted(), live.toSorted());
  const sent = events
    .filter(({ event_type }) => event_type === 'NotificationSent')
    .map((event) => event.aggregate_id);
  violations.unless('X6: the inbox is what was sent', notices.map(({ id }) => id).sort(), sent.toSorted());
  violations.unless(
    'X5: files that should be gone',
    keys.filter((key) => !wanted.includes(key)),
    [],
  );
  // An export expires by itself.
  violations.unless(
    'X5: files that are missing',
    wanted.filter((key) => !keys.includes(key) && !key.startsWith('exports/')),
    [],
  );
  return violations.found;
}
