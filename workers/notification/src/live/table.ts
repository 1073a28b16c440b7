// Which users have a browser open. Not a read model: the log does not contain it. It saves a Durable Object (a file on
// disk) for every absent user; a surplus row costs one call and is then deleted.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const open_channels = sqliteTable('open_channels', { user_id: text('user_id').primaryKey() });
