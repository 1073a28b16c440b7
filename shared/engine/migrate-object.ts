// A Durable Object brings its own tables up to date in its constructor: an ordered list of SQL scripts, each run once.
/** Runs the scripts that this object has not run yet, all in one transaction with whatever the caller writes next. */
export function migrate(sql: SqlStorage, scripts: readonly string[]): void {
  sql.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
  const { done } = sql
    .exec<{ done: number }>('SELECT COALESCE(MAX(version), 0) AS done FROM schema_version')
    .one();
  scripts.slice(done).forEach((script, n) => {
    sql.exec(script);
    sql.exec('INSERT INTO schema_version (version) VALUES (?)', done + n + 1);
  });
}
