// What an event says, as a sentence with names instead of ids: '東京の夜景.jpg → 夜'. Pure, but for the language.
import type { EventType } from '#shared/mediahub/events/catalogue';
import type { StreamEvent } from '#shared/engine/event/envelope';
import { t } from '../../i18n/texts.ts';

type Spoken = Pick<StreamEvent, 'event_type' | 'aggregate_id' | 'data' | 'metadata'>;

/** Every field that any event has; which of them is there follows from its type. */
interface Data {
  filename?: string;
  name?: string;
  media_id?: string;
  album_id?: string;
  album_name?: string;
  title?: string;
  reason?: string;
  width?: number | null;
  height?: number | null;
  thumbnail?: boolean;
  done?: number;
  code?: string;
  params?: Record<string, string>;
  provider?: string;
  seen?: number;
  renewed?: number;
}

const dataOf = ({ data }: Pick<Spoken, 'data'>) => data as Data;

const NAMING: ReadonlySet<string> = new Set<EventType>([
  'MediaUploaded',
  'MediaRenamed',
  'AlbumCreated',
  'AlbumDetailsChanged',
  'ExportRequested',
]);

/** The name that this event gives to its aggregate, or null. */
export function nameIn(event: Spoken): string | null {
  if (!NAMING.has(event.event_type)) return null;
  const { filename, name, album_name } = dataOf(event);
  return filename ?? name ?? album_name ?? null;
}

const NAMED = /^(media|album|export)-/;

/** The ids of the named things that this event mentions. */
export const idsIn = (event: Spoken): string[] =>
  [event.aggregate_id, dataOf(event).media_id, dataOf(event).album_id].filter(
    (id) => id !== undefined && NAMED.test(id),
  ) as string[];

/** An add that a saga takes back: whether or not there was an entry, its add is refused from now on. */
export const isTombstone = ({ event_type, metadata }: Pick<Spoken, 'event_type' | 'metadata'>): boolean =>
  event_type === 'MediaRemovedFromAlbum' && metadata.step === 'add_to_default_album';

/** Null for a type that this page does not know. */
export function sentenceOf(event: Spoken, names: ReadonlyMap<string, string>): string | null {
  const data = dataOf(event);
  const nameOf = (id: string | undefined) => (id === undefined ? '' : (names.get(id) ?? `…${id.slice(-4)}`));
  const says = t.events.says;
  const own = nameOf(event.aggregate_id);
  const eventType = event.event_type as EventType;
  switch (eventType) {
    case 'MediaUploaded':
      return says.uploaded(data.filename ?? own);
    case 'MediaProcessed':
      return says.processed(own, data.thumbnail ? `${data.width} × ${data.height}` : null);
    case 'MediaProcessingFailed':
      return says.processingFailed(own);
    case 'MediaRenamed':
      return says.renamed(data.filename ?? own);
    case 'MediaRendered':
      return says.rendered(own);
    case 'MediaDescribed':
      return says.described(own);
    case 'MediaDeleted':
      return says.deleted(own);
    case 'MediaPurged':
      return says.purged(own);
    case 'MediaUploadCompensated':
      return says.uploadUndone(own);
    case 'AlbumCreated':
      return says.albumCreated(data.name ?? own);
    case 'AlbumDetailsChanged':
      return says.albumChanged(data.name ?? own);
    case 'AlbumDeleted':
      return says.albumDeleted(own);
    case 'MediaAddedToAlbum':
      return says.added(nameOf(data.media_id), own);
    case 'MediaRemovedFromAlbum':
      return isTombstone(event)
        ? says.tombstone(nameOf(data.media_id), own)
        : says.removed(nameOf(data.media_id), own);
    case 'UserRegistered':
      return says.registered(data.provider ?? '');
    case 'NotificationSent':
      return says.notified(
        t.notifications.said[data.code ?? '']?.(data.params ?? {})[0] ?? data.title ?? '',
        data.params?.['filename'] ?? null,
      );
    case 'NotificationRead':
      return says.read;
    case 'ParkedEventDiscarded':
      return says.discarded(data.reason ?? '');
    case 'ExportRequested':
      return says.exportRequested(data.album_name ?? own);
    case 'ExportCollected':
      return says.exportCollected(own);
    case 'ExportProgressed':
      return says.exportProgressed(own, data.done ?? 0);
    case 'ExportWritten':
      return says.exportWritten(own);
    case 'ExportCompleted':
      return says.exportCompleted(own);
    case 'ExportDiscarded':
      return says.exportDiscarded(own);
    case 'ExportExpired':
      return says.exportExpired(own);
    case 'ContentClaimed':
      return says.claimed(nameOf(data.media_id));
    case 'RenewalRequested':
      return says.renewalRequested;
    case 'RenewalAdvanced':
      return says.renewalAdvanced(data.seen ?? 0, data.renewed ?? 0);
    case 'RenewalStopped':
      return says.renewalStopped;
    case 'RenewalCompleted':
      return says.renewalCompleted(data.seen ?? 0, data.renewed ?? 0);
    default:
      // A type without a sentence does not compile; a newer server may still send one.
      eventType satisfies never;
      return null;
  }
}
