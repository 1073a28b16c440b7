// What each event means for the inbox: statements only, so that they commit with the checkpoint in one batch.
import { asDomainEvent } from '#shared/events/catalogue';
import type { LoggedEvent } from '#shared/events/envelope';
import type { Projection } from '#shared/projection/deliver';

const SEND = `INSERT INTO notifications (id, user_id, title, message, code, params, is_read, created_at, position)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)`;
const READ = 'UPDATE notifications SET is_read = 1 WHERE id = ?1';

/** The read model `inbox` over this database. */
export const inboxProjection = (db: D1Database): Projection => ({
  name: 'notification',
  project: (event) => statements(db, event),
});

function statements(db: D1Database, logged: LoggedEvent): D1PreparedStatement[] {
  const event = asDomainEvent(logged);
  const { aggregate_id: id, created_at, position } = event;
  switch (event.event_type) {
    case 'NotificationSent': {
      const { user_id, title, message, code, params } = event.data;
      const values = [id, user_id, title, message, code, JSON.stringify(params), created_at, position];
      return [db.prepare(SEND).bind(...values)];
    }
    case 'NotificationRead':
      return [db.prepare(READ).bind(id)];
    default:
      return [];
  }
}
