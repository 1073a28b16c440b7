// A Durable Object brings its own tables up to date in its constructor: an ordered list of SQL scripts, each run once.
const VERSIONS = 'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)';

/** Whether this object has tables. Asking makes none. */
export const isBegun = (sql: SqlStorage): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").toArray().length > 0;

/**
 * Runs the scripts that this object has not run yet, all in one transaction with what the caller writes next.
 * @param whole the tables as all scripts leave them, for a class with many objects: a new object is made by this one script,
 *   without the tables that were changed since, each of which costs it as much as one that stays
 * @throws when a newer version has written the object: what its columns mean is not known here, so nothing is read or written
 */
export function migrate(sql: SqlStorage, scripts: readonly string[], whole?: string): void {
  if (whole !== undefined && !isBegun(sql)) {
    sql.exec(`${whole} ${VERSIONS}; INSERT INTO schema_version (version) VALUES (${scripts.length});`);
    return;
  }
  sql.exec(VERSIONS);
  const { done } = sql
    .exec<{ done: number }>('SELECT COALESCE(MAX(version), 0) AS done FROM schema_version')
    .one();
  if (done > scripts.length)
    throw new Error(
      `this object has schema ${done}, and this version knows ${scripts.length}: a newer version has written it`,
    );
  scripts.slice(done).forEach((script, n) => {
    sql.exec(script);
    sql.exec('INSERT INTO schema_version (version) VALUES (?)', done + n + 1);
  });
}
