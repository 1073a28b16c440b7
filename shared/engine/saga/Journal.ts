// The rows of one saga instance: every input in the order in which it was taken, and the state that followed.
// Replaying the inputs gives the same state, since time and randomness are recorded with them.
import type { Catalogue } from '#shared/engine/event/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { migrate } from '#shared/engine/runtime/migrate-object';
import type { Input, SagaState, Started } from '#shared/engine/saga/state';

export const JOURNAL_SCHEMA = [
  `CREATE TABLE inputs (
    seq INTEGER PRIMARY KEY,
    event_id TEXT UNIQUE,
    input TEXT NOT NULL
  );
  CREATE TABLE instance (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL,
    shown_revision INTEGER NOT NULL DEFAULT 0
  );`,
  // An event id is unique in its stream and nowhere else.
  `CREATE TABLE inputs_by_stream (seq INTEGER PRIMARY KEY, aggregate_id TEXT, event_id TEXT, input TEXT NOT NULL);
  INSERT INTO inputs_by_stream SELECT seq, input ->> '$.event.aggregate_id', event_id, input FROM inputs;
  DROP TABLE inputs;
  ALTER TABLE inputs_by_stream RENAME TO inputs;
  CREATE UNIQUE INDEX inputs_by_event ON inputs (aggregate_id, event_id) WHERE event_id IS NOT NULL;`,
];

/** What these scripts lead to. */
export const WHOLE_JOURNAL = `CREATE TABLE inputs (seq INTEGER PRIMARY KEY, aggregate_id TEXT, event_id TEXT, input TEXT NOT NULL);
  CREATE UNIQUE INDEX inputs_by_event ON inputs (aggregate_id, event_id) WHERE event_id IS NOT NULL;
  CREATE TABLE instance (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL,
    shown_revision INTEGER NOT NULL DEFAULT 0
  );`;

const PAGE = 100;

export class Journal {
  /** Inputs that wait for the next one. */
  #held: [Input | Started, SagaState][] = [];

  constructor(
    protected readonly sql: SqlStorage,
    private readonly catalogue: Pick<Catalogue, 'upcast'>,
  ) {
    migrate(sql, JOURNAL_SCHEMA, WHOLE_JOURNAL);
  }

  state(): SagaState | null {
    const [row] = this.sql.exec<{ state: string }>('SELECT state FROM instance').toArray();
    return row ? (JSON.parse(row.state) as SagaState) : null;
  }

  /** Whether this event was taken already: deliveries come at least once. */
  has({ aggregate_id, id }: Pick<LoggedEvent, 'aggregate_id' | 'id'>): boolean {
    const sql = 'SELECT 1 FROM inputs WHERE aggregate_id = ? AND event_id = ?';
    return this.sql.exec(sql, aggregate_id, id).toArray().length > 0;
  }

  /**
   * The same later: in one commit with the next one, or when `flush` is called. A crash forgets what is held, so it has to be
   * an input that comes again then.
   */
  hold(input: Input | Started, state: SagaState): void {
    this.#held.push([input, state]);
  }

  /** Writes down what is held. */
  flush(): void {
    const held = this.#held;
    this.#held = [];
    for (const [input, state] of held) this.record(input, state);
  }

  /** Records an input together with the state that it led to. */
  record(input: Input | Started, state: SagaState): void {
    this.flush();
    const { aggregate_id, id } = 'event' in input ? input.event : { aggregate_id: null, id: null };
    const sql = 'INSERT INTO inputs (aggregate_id, event_id, input) VALUES (?, ?, ?)';
    this.sql.exec(sql, aggregate_id, id, JSON.stringify(input));
    this.sql.exec(
      'INSERT INTO instance (id, state) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
      JSON.stringify(state),
    );
  }

  /** Each as it was taken, a page in memory; events in the current version of their schema, which may be newer than the saga. */
  *inputs(): Generator<Input | Started, void, void> {
    this.flush();
    for (let after = 0; ;) {
      const sql = 'SELECT seq, input FROM inputs WHERE seq > ? ORDER BY seq LIMIT ?';
      const rows = this.sql.exec<{ seq: number; input: string }>(sql, after, PAGE).toArray();
      for (const { input } of rows) yield this.#current(JSON.parse(input) as Input | Started);
      after = rows.at(-1)?.seq ?? after;
      if (rows.length < PAGE) return;
    }
  }

  /** What is delivered are events of the log, whole. */
  #current(input: Input | Started): Input | Started {
    return 'event' in input ? { ...input, event: this.catalogue.upcast(input.event as LoggedEvent) } : input;
  }

  /** The revision that the monitor is known to show. */
  shown(): number {
    const [row] = this.sql.exec<{ shown_revision: number }>('SELECT shown_revision FROM instance').toArray();
    return row?.shown_revision ?? 0;
  }

  markShown(revision: number): void {
    this.sql.exec('UPDATE instance SET shown_revision = ?', revision);
  }
}
