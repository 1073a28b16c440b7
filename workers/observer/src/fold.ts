// What every stream, media, album and notification should look like, event by event: whether it is there and where, by the
// observer's own rules; what it says, by the published folds that any reader of the log may use.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { AlbumState } from '#shared/mediahub/state/album';
import { stateAfter } from '#shared/mediahub/state/published-state';

const STATUS: Readonly<Record<string, string>> = {
  MediaProcessed: 'processed',
  MediaProcessingFailed: 'failed',
  MediaUploadCompensated: 'compensated',
  MediaDeleted: 'deleted',
  MediaPurged: 'purged',
};

/** The aggregate's state after the event, by the published fold, as JSON. */
function stateOf(type: 'Media' | 'Notification', before: string | undefined, event: LoggedEvent): string {
  return JSON.stringify(
    stateAfter(type, [asDomainEvent(event)], before === undefined ? null : JSON.parse(before)),
  );
}

export function fold(sql: SqlStorage, event: LoggedEvent, about: string): void {
  switch (event.aggregate_type) {
    case 'Media':
      return foldMedia(sql, event);
    case 'Album':
      return foldAlbum(sql, event, about);
    case 'Notification':
      return foldNotice(sql, event);
    default:
  }
}

function foldMedia(sql: SqlStorage, event: LoggedEvent): void {
  const { position, event_type, aggregate_id, created_at, metadata, data } = event;
  if (event_type === 'MediaUploaded') {
    sql.exec(
      'INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      aggregate_id,
      metadata.user_id,
      'uploaded',
      position,
      created_at,
      stateOf('Media', undefined, event),
      null,
      created_at,
    );
    return;
  }
  const [before] = sql.exec<{ state: string }>('SELECT state FROM media WHERE id = ?', aggregate_id).toArray();
  if (!before) return;
  const state = stateOf('Media', before.state, event);
  sql.exec('UPDATE media SET state = ?, changed_at = ? WHERE id = ?', state, created_at, aggregate_id);
  const status = STATUS[event_type];
  if (status) sql.exec('UPDATE media SET status = ?, at = ? WHERE id = ?', status, created_at, aggregate_id);
  const { why, code } = data as { why?: string; code?: string };
  if (event_type === 'MediaProcessed' || event_type === 'MediaProcessingFailed')
    sql.exec('UPDATE media SET reason_code = ? WHERE id = ?', why ?? code ?? null, aggregate_id);
}

function foldAlbum(
  sql: SqlStorage,
  { position, event_type, aggregate_id, created_at, metadata, data }: LoggedEvent,
  about: string,
): void {
  const { user_id } = metadata;
  const { name = '', description = '', is_default = false } = data as Partial<AlbumState>;
  switch (event_type) {
    case 'AlbumCreated':
      sql.exec(
        'INSERT OR REPLACE INTO albums VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
        aggregate_id,
        user_id,
        name,
        description,
        is_default ? 1 : 0,
        created_at,
        position,
      );
      return;
    case 'AlbumDetailsChanged':
      sql.exec('UPDATE albums SET name = ?, description = ? WHERE id = ?', name, description, aggregate_id);
      return;
    case 'AlbumDeleted':
      sql.exec('UPDATE albums SET alive = 0 WHERE id = ?', aggregate_id);
      sql.exec('DELETE FROM entries WHERE album_id = ?', aggregate_id);
      return;
    case 'MediaAddedToAlbum':
      sql.exec('INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?)', aggregate_id, about, user_id, position);
      return;
    case 'MediaRemovedFromAlbum':
      sql.exec('DELETE FROM entries WHERE album_id = ? AND media_id = ?', aggregate_id, about);
  }
}

function foldNotice(sql: SqlStorage, event: LoggedEvent): void {
  const { position, event_type, aggregate_id, created_at, metadata } = event;
  if (event_type === 'NotificationSent') {
    sql.exec(
      'INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?, ?)',
      aggregate_id,
      metadata.user_id,
      position,
      created_at,
      stateOf('Notification', undefined, event),
    );
    return;
  }
  const [before] = sql.exec<{ state: string }>('SELECT state FROM notices WHERE id = ?', aggregate_id).toArray();
  if (before)
    sql.exec(
      'UPDATE notices SET state = ? WHERE id = ?',
      stateOf('Notification', before.state, event),
      aggregate_id,
    );
}
