// A global log to tell stories with: what happened to media and albums, delivered as the subscription would.
import { createExecutionContext } from 'cloudflare:test';
import { currentVersion, type DomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { newId } from '#shared/mediahub/ids';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import { MediaConsumer } from '../src/rpc.ts';
import { env } from './env.ts';

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** The log so far. Every event is an hour after the one before. */
export const log: LoggedEvent[] = [];

export function happened(aggregate_id: string, user_id: string, event: DomainEvent): LoggedEvent {
  const position = log.length + 1;
  const logged: LoggedEvent = {
    id: crypto.randomUUID(),
    aggregate_id,
    aggregate_type: aggregate_id.startsWith('album-') ? 'Album' : 'Media',
    ...event,
    schema_version: currentVersion(event.event_type),
    metadata: { user_id, actor: user_id, command_id: crypto.randomUUID(), correlation_id: 'trace' },
    version: log.filter((e) => e.aggregate_id === aggregate_id).length + 1,
    created_at: new Date(START + position * HOUR).toISOString(),
    position,
  };
  log.push(logged);
  return logged;
}

export const consumer = () => new MediaConsumer(createExecutionContext(), env);

export const deliver = (delivery: Delivery): Promise<Delivered> => consumer().deliver(delivery);

/** Delivers everything up to the head. */
export async function catchUp(): Promise<void> {
  const { checkpoint } = await deliver({ from: -1, to: -1, events: [] });
  await deliver({ from: checkpoint, to: log.length, events: log.slice(checkpoint) });
}

/** The events of one media, by name. */
export function mediaOf(user: string, upload: { filename?: string; content_type?: string; size?: number } = {}) {
  const id = newId('media');
  const data = {
    user_id: user,
    filename: 'a.jpg',
    content_type: 'image/jpeg',
    size: 10,
    sha256: 'a'.repeat(64),
    ...upload,
  };
  const tell = (event: DomainEvent) => happened(id, user, event);
  tell({ event_type: 'MediaUploaded', data });
  return {
    id,
    processed: () => tell({ event_type: 'MediaProcessed', data: { thumbnail: true, width: 4, height: 3 } }),
    processedWithout: (why: string) =>
      tell({ event_type: 'MediaProcessed', data: { thumbnail: false, why, width: null, height: null } }),
    rendered: (sides: number[], made_of: 'original' | 'browser' = 'original') =>
      tell({
        event_type: 'MediaRendered',
        data: { recipe: 1, sides, thumbhash: 'aGFzaA==', made_of, width: 4032, height: 3024 },
      }),
    described: (
      taken: { local: string; zone: string | null },
      camera = { make: 'Maker', model: 'Model', lens: null },
      exposure: { seconds: number; f_number: number; iso?: number; focal_length_mm?: number } = {
        seconds: 0.008,
        f_number: 1.8,
        iso: 50,
        focal_length_mm: 4.2,
      },
    ) =>
      tell({
        event_type: 'MediaDescribed',
        data: {
          taken,
          camera,
          exposure: { iso: null, focal_length_mm: null, ...exposure },
          located: true,
        },
      }),
    failed: () =>
      tell({ event_type: 'MediaProcessingFailed', data: { code: 'decode_failed', reason: 'It is broken.' } }),
    renamed: (filename: string) => tell({ event_type: 'MediaRenamed', data: { filename } }),
    compensated: () =>
      tell({ event_type: 'MediaUploadCompensated', data: { reason: 'process: it is broken', saga_id: 'saga-1' } }),
    deleted: () => tell({ event_type: 'MediaDeleted', data: { user_id: user } }),
    purged: () => tell({ event_type: 'MediaPurged', data: {} }),
  };
}

/** The events of one album, by name. */
export function albumOf(user: string) {
  const id = newId('album');
  const tell = (event: DomainEvent) => happened(id, user, event);
  return {
    id,
    created: (name: string, is_default = false) =>
      tell({ event_type: 'AlbumCreated', data: { user_id: user, name, description: '', is_default } }),
    renamed: (name: string) =>
      tell({ event_type: 'AlbumDetailsChanged', data: { user_id: user, name, description: '' } }),
    added: (media_id: string) => tell({ event_type: 'MediaAddedToAlbum', data: { media_id } }),
    removed: (media_id: string) => tell({ event_type: 'MediaRemovedFromAlbum', data: { media_id } }),
    deleted: () => tell({ event_type: 'AlbumDeleted', data: { user_id: user } }),
  };
}
