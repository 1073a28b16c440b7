// A Durable Object brings its own tables up to date in its constructor: an ordered list of SQL scripts, each run once.
/**
 * Runs the scripts that this object has not run yet, all in one transaction with what the caller writes next.
 * @throws when a newer version has written the object: what its columns mean is not known here, so nothing is read or written
 */
export function migrate(sql: SqlStorage, scripts: readonly string[]): void {
  sql.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
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
