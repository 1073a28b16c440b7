// Generated logs for read models: what could have happened to a few media, albums and notifications. Which of them it
// happens to is drawn, whether it makes sense is not asked: a projection has to take the log as it is.
import fc from 'fast-check';
import { type AggregateType, currentVersion, type DomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';

const USERS = ['user-a', 'user-b'];
const uuid = (kind: string, n: number) => `${kind}-00000000-0000-4000-8000-00000000000${n}`;

interface Draw {
  what: number;
  /** The aggregate, and the media that an album event is about. */
  which: number;
  other: number;
  word: string;
}

const NAMES = ['a.jpg', '写真.png', 'Sommer Ö.webp'];
const draws = fc.record<Draw>({
  what: fc.nat(13),
  which: fc.nat(3),
  other: fc.nat(3),
  word: fc.constantFrom(...NAMES),
});

/** Logs of up to `maxLength` events, positions 1..n. */
export const logs = (maxLength: number): fc.Arbitrary<LoggedEvent[]> =>
  fc.array(draws, { minLength: 1, maxLength }).map(toLog);

function toLog(drawn: Draw[]): LoggedEvent[] {
  const versions = new Map<string, number>();
  return drawn.map((draw, n) => {
    const [type, kinds] = KINDS[draw.what < 7 ? 0 : draw.what < 12 ? 1 : 2] ?? KINDS[0];
    const user = USERS[draw.which % 2] ?? '';
    const id = uuid(type.toLowerCase(), draw.which);
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    const position = n + 1;
    // An aggregate's creating event is the first of its stream, and occurs only there.
    const event = version === 1 ? kinds.first(draw, user) : kinds.later(draw, user);
    return {
      id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
      aggregate_id: id,
      aggregate_type: type,
      schema_version: currentVersion(event.event_type),
      version,
      position,
      created_at: new Date(position * 1000).toISOString(),
      metadata: { user_id: user, actor: user, command_id: `c${position}`, correlation_id: 't' },
      ...event,
    };
  });
}

interface Kinds {
  first(draw: Draw, user: string): DomainEvent;
  later(draw: Draw, user: string): DomainEvent;
}

const media: Kinds = {
  first: ({ word }, user_id) => ({
    event_type: 'MediaUploaded',
    data: { user_id, filename: word, content_type: 'image/png', size: 1 + word.length, sha256: 'a'.repeat(64) },
  }),
  later: ({ what, word }, user_id) => {
    if (what < 2) return { event_type: 'MediaProcessed', data: { thumbnail: what === 0, width: 4, height: 3 } };
    if (what === 3 && word.length % 2 === 0)
      return {
        event_type: 'MediaRendered',
        data: { recipe: 1, sides: [400], thumbhash: word, made_of: 'original', width: 4, height: null },
      };
    if (what === 3)
      return {
        event_type: 'MediaDescribed',
        data: { taken: { local: word, zone: null }, camera: null, exposure: null, located: true },
      };
    if (what < 4) return { event_type: 'MediaRenamed', data: { filename: `${what}${word}` } };
    if (what === 4) return { event_type: 'MediaProcessingFailed', data: { reason: word, code: 'decode_failed' } };
    if (what === 5) return { event_type: 'MediaUploadCompensated', data: { reason: word, saga_id: 's' } };
    if (word === NAMES[0]) return { event_type: 'MediaPurged', data: {} };
    return { event_type: 'MediaDeleted', data: { user_id } };
  },
};

const album: Kinds = {
  first: ({ word: name }, user_id) => ({
    event_type: 'AlbumCreated',
    data: { user_id, name, description: '', is_default: name === 'a.jpg' },
  }),
  later: ({ what, other, word }, user_id) => {
    const media_id = uuid('media', other);
    if (what < 9) return { event_type: 'MediaAddedToAlbum', data: { media_id } };
    if (what === 9) return { event_type: 'MediaRemovedFromAlbum', data: { media_id } };
    if (what === 10)
      return { event_type: 'AlbumDetailsChanged', data: { user_id, name: word, description: word } };
    return { event_type: 'AlbumDeleted', data: { user_id } };
  },
};

const notification: Kinds = {
  first: ({ word: title }, user_id) => ({
    event_type: 'NotificationSent',
    data: { user_id, title, message: title, code: 'upload_completed', params: { filename: title } },
  }),
  later: () => ({ event_type: 'NotificationRead', data: {} }),
};

const KINDS: [[AggregateType, Kinds], ...[AggregateType, Kinds][]] = [
  ['Media', media],
  ['Album', album],
  ['Notification', notification],
];
