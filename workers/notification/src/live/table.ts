// Which users have a browser open. No read model: nothing in the log says it. It spares a Durable Object (a file on
// disk) for everyone who is not there; a row too many costs one call, and goes.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const open_channels = sqliteTable('open_channels', { user_id: text('user_id').primaryKey() });
