// The epochs of the log: it begins a new one whenever a restore has taken away what it had given positions to.

/** False while a restore waits for a person to bring the stores together again. */
export async function isSettled(db: D1Database): Promise<boolean> {
  const open = await db.prepare('SELECT 1 FROM log_epochs WHERE recovered_at IS NULL LIMIT 1').first();
  return open === null;
}
