// What each event means for the inbox: statements only, so that they commit with the checkpoint in one batch.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Projection } from '#shared/engine/projection/projection';

// ?1 is the generation.
const SEND = `INSERT INTO notifications
  (generation, id, user_id, title, message, code, params, is_read, created_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9)`;
const READ = 'UPDATE notifications SET is_read = 1 WHERE generation = ?1 AND id = ?2';

/** The read model `inbox` over this database. */
export const inboxProjection = (db: D1Database): Projection => ({
  name: 'notification',
  tables: [{ name: 'notifications', key: ['id'] }],
  project: (event, generation) => statements(db, event, generation),
});

function statements(db: D1Database, logged: LoggedEvent, generation: number): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  switch (event.event_type) {
    case 'NotificationSent': {
      const { user_id, title, message, code, params } = event.data;
      const values = [generation, id, user_id, title, message, code, JSON.stringify(params), created_at, position];
      return [db.prepare(SEND).bind(...values)];
    }
    case 'NotificationRead':
      return [db.prepare(READ).bind(generation, id)];
    default:
      return [];
  }
}
