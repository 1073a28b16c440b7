import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Change } from '../../../entities/event/fork-link.ts';
import { chainOf, compare, forkedLog, touched } from './replay.ts';

const at = '2026-11-28T10:00:00.000Z';
let position = 0;
const happened = (
  event_type: string,
  aggregate_id: string,
  version: number,
  data: object,
  causation_id?: string,
): LoggedEvent => {
  position += 1;
  const metadata = { user_id: 'user-1', actor: 'user-1', command_id: `c-${position}`, correlation_id: 'r' };
  return {
    id: `e-${position}`,
    event_type,
    schema_version: 1,
    data,
    metadata: causation_id === undefined ? metadata : { ...metadata, causation_id },
    aggregate_id,
    aggregate_type: aggregate_id.startsWith('media') ? 'Media' : 'Album',
    version,
    created_at: at,
    position,
  };
};

const photo = {
  user_id: 'user-1',
  filename: 'Coast.jpg',
  content_type: 'image/jpeg',
  size: 5,
  sha256: 'a'.repeat(64),
};
const uploaded = happened('MediaUploaded', 'media-1', 1, photo);
const album = { user_id: 'user-1', name: 'Sea', description: '', is_default: false };
const LOG = [
  uploaded,
  happened('AlbumCreated', 'album-1', 1, album),
  happened('MediaAddedToAlbum', 'album-1', 2, { media_id: 'media-1' }, uploaded.id),
  happened('MediaRenamed', 'media-1', 2, { filename: 'Cliffs.jpg' }),
  happened('MediaDeleted', 'media-1', 3, { user_id: 'user-1' }),
  happened('MediaRemovedFromAlbum', 'album-1', 3, { media_id: 'media-1' }, 'e-5'),
  happened('MediaPurged', 'media-1', 4, {}, 'e-6'),
] as const;

const fork = (changes: readonly Change[], events: readonly LoggedEvent[] = LOG, bases = new Map()) =>
  compare(forkedLog(events, changes), events, bases);
const of = (id: string, comparison: ReturnType<typeof fork>) =>
  comparison.aggregates.find((aggregate) => aggregate.id === id);

describe('a fork of the past', () => {
  it('has the photo again when its deletion is left out with all that it caused, and the album has it, too', () => {
    const comparison = fork([{ kind: 'leave_out', position: 5, effects: true }]);
    const media = of('media-1', comparison);
    expect(media).toMatchObject({
      then: { status: 'uploaded' },
      now: { status: 'purged' },
      fork: { status: 'uploaded' },
    });
    expect(media?.row).toMatchObject({ now: null, fork: { filename: 'Cliffs.jpg' } });
    expect(of('album-1', comparison)?.row).toMatchObject({
      then: { media_count: 1 },
      now: { media_count: 0 },
      fork: { media_count: 1 },
    });
    expect(comparison.first).toMatchObject({ event: { position: 5 }, fate: 'left_out', paths: ['status'] });
  });

  it('keeps what an event caused where only the event is left out: the files are still removed', () => {
    const comparison = fork([{ kind: 'leave_out', position: 5, effects: false }]);
    expect(comparison.aggregates.map(({ id }) => id)).toEqual(['media-1']);
    expect(of('media-1', comparison)).toMatchObject({ fork: { status: 'purged' }, row: { fork: null } });
  });

  it('follows a chain of causes to its end', () => {
    const fates = forkedLog(LOG, [{ kind: 'leave_out', position: 5, effects: true }]).map(({ fate }) => fate);
    expect(fates).toEqual(['same', 'same', 'same', 'same', 'left_out', 'effect', 'effect']);
    expect(chainOf(LOG[6], LOG).map((event) => event.position)).toEqual([7, 6, 5]);
  });

  it('replays an event without its predecessor: nothing is there that it could change', () => {
    const comparison = fork([{ kind: 'leave_out', position: 1, effects: false }]);
    expect(of('media-1', comparison)?.fork).toBeNull();
    expect([...comparison.orphans]).toEqual([4, 5, 7]);
  });

  it('replays changed data, and leaves every other stream as it was', () => {
    const comparison = fork([{ kind: 'change', position: 4, data: { filename: '東京.jpg' } }]);
    expect(comparison.aggregates).toHaveLength(1);
    expect(of('media-1', comparison)).toMatchObject({
      now: { filename: 'Cliffs.jpg' },
      fork: { filename: '東京.jpg' },
      differs: ['filename'],
    });
  });

  it('replays an added event right after the one that it follows', () => {
    const add: Change = {
      kind: 'add',
      position: 3,
      event_type: 'MediaRemovedFromAlbum',
      data: { media_id: 'media-1' },
    };
    const comparison = fork([add], LOG.slice(0, 4));
    expect(of('album-1', comparison)?.row).toMatchObject({ now: { media_count: 1 }, fork: { media_count: 0 } });
    expect(comparison.first).toMatchObject({ fate: 'added', paths: ['media.media-1'] });
  });

  it('goes on from the state before its first event, which both sides begin with and neither changes for the other', () => {
    const [begins] = fork([], LOG.slice(0, 3)).aggregates;
    expect(begins).toBeUndefined();
    const later = LOG.slice(3);
    const log = forkedLog(later, [{ kind: 'leave_out', position: 6, effects: false }]);
    expect([...touched(log)]).toEqual([['album-1', 3]]);
    const base = { status: 'active', name: 'Sea', media: { 'media-1': at }, refused_sagas: {} };
    const comparison = compare(log, later, new Map([['album-1', base]]));
    expect(of('album-1', comparison)?.row).toMatchObject({
      then: { media_count: 1 },
      now: { media_count: 0 },
      fork: { media_count: 1 },
    });
    expect(base.media).toEqual({ 'media-1': at });
  });

  it('says that nothing differs where a change makes no difference', () => {
    const comparison = fork([{ kind: 'change', position: 4, data: { filename: 'Cliffs.jpg' } }]);
    expect(comparison.first).toBeNull();
    expect(comparison.aggregates[0]?.differs).toEqual([]);
  });
});
