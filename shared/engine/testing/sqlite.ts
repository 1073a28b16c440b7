// SQLite in Node behind the two faces that workerd gives it: a Durable Object's `SqlStorage` and a `D1Database`. The same
// engine and the same SQL, so rules that live in SQL can be tried by the ten thousand. Only what our code calls.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

type Row = Record<string, SqlStorageValue>;

const inTransaction = <T>(db: DatabaseSync, work: () => T): T => {
  db.exec('BEGIN');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
};

/** A Durable Object's storage: its tables outlive the objects that use them. */
export function durableSql(...scripts: string[]): { sql: SqlStorage; transactionSync: <T>(work: () => T) => T } {
  const db = new DatabaseSync(':memory:');
  for (const script of scripts) db.exec(script);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const run = (query: string, values: SQLInputValue[]): Row[] => {
    const statement = prepared.get(query) ?? db.prepare(query);
    prepared.set(query, statement);
    return statement.all(...values) as Row[];
  };
  const exec = (query: string, ...values: SQLInputValue[]) => {
    // A script: what node:sqlite prepares of it is its first statement only.
    const rows = /;\s*\S/.test(query) ? (db.exec(query), []) : run(query, values);
    return { toArray: () => rows, one: () => rows[0], [Symbol.iterator]: () => rows[Symbol.iterator]() };
  };
  return { sql: { exec } as unknown as SqlStorage, transactionSync: (work) => inTransaction(db, work) };
}

interface Statement {
  run(): Row[];
}

/** A D1 database; `batch` is one transaction. */
export function d1(...scripts: string[]): D1Database {
  const db = new DatabaseSync(':memory:');
  for (const script of scripts) db.exec(script);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepare = (query: string, values: SQLInputValue[] = []) => {
    const run = () => {
      const statement = prepared.get(query) ?? db.prepare(query);
      prepared.set(query, statement);
      return statement.all(...values) as Row[];
    };
    const answer = <T>(read: () => T) => new Promise<T>((resolve) => resolve(read()));
    return {
      bind: (...bound: SQLInputValue[]) => prepare(query, bound),
      run,
      all: () => answer(() => ({ results: run() })),
      first: () => answer(() => run()[0] ?? null),
    };
  };
  const batch = (statements: Statement[]) =>
    new Promise((resolve) => resolve(inTransaction(db, () => statements.map((s) => ({ results: s.run() })))));
  return { prepare, batch } as unknown as D1Database;
}
