// What an invocation asks of R2 and D1, and reads and writes in a Durable Object.
import type { DurableObjectStorage, SqlStorageCursor } from '@cloudflare/workers-types';
import { here, note, ROOT } from './current.ts';
import type { Counts } from './counts.ts';

export type Callable = (...args: unknown[]) => unknown;
export type Members = Record<string | symbol, unknown>;

/** By what Cloudflare calls them: A writes and lists, B reads, deleting is free. */
const R2_CLASS: Readonly<Record<string, 'r2_a' | 'r2_b'>> = {
  put: 'r2_a',
  list: 'r2_a',
  createMultipartUpload: 'r2_a',
  uploadPart: 'r2_a',
  complete: 'r2_a',
  get: 'r2_b',
  head: 'r2_b',
};

export const countedFiles = (target: Members): unknown =>
  new Proxy(target, {
    get(files, name) {
      const member = files[name];
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const charged = R2_CLASS[String(name)];
        if (charged) note(charged);
        const answer = (member as Callable).apply(files, args);
        if (name === 'resumeMultipartUpload') return countedFiles(answer as Members);
        if (name !== 'createMultipartUpload') return answer;
        return (answer as Promise<Members>).then(countedFiles);
      };
    },
  });

interface QueryMeta {
  meta?: { rows_read?: number; rows_written?: number };
}

/** Replaces a method of all objects of a kind, once in an isolate. */
function around(prototype: object | null, name: string, instead: (original: Callable) => Callable): void {
  const original: unknown = prototype && Reflect.get(prototype, name);
  if (!prototype || typeof original !== 'function') throw new Error(`nothing to count at ${name}`);
  if (Reflect.has(original, ROOT)) return;
  const counted = instead(original as Callable);
  Reflect.set(counted, ROOT, true);
  Object.defineProperty(prototype, name, { value: counted, configurable: true, writable: true });
}

/** Every query of D1 goes through these two. */
export function countQueries(database: Members): void {
  const sessions = Object.getPrototypeOf(Object.getPrototypeOf(database['alwaysPrimarySession'])) as object;
  for (const name of ['_sendOrThrow', '_queryOrThrow'])
    around(
      sessions,
      name,
      (original) =>
        async function counted(this: unknown, ...args: unknown[]) {
          const answer = (await original.apply(this, args)) as QueryMeta | QueryMeta[];
          for (const { meta } of [answer].flat()) {
            note('queries');
            note('d1_read', meta?.rows_read);
            note('d1_written', meta?.rows_written);
          }
          return answer;
        },
    );
}

/** What a Durable Object reads and writes: SQL by its cursors, keys and alarms one row each. */
export function countStorage(storage: DurableObjectStorage): void {
  around(
    Object.getPrototypeOf(storage.sql) as object,
    'exec',
    (original) =>
      function counted(this: unknown, ...args: unknown[]) {
        const cursor = original.apply(this, args) as SqlStorageCursor<never>;
        // Rows are counted as they are read, which is done when this turn ends.
        const now = here();
        queueMicrotask(() => {
          note('rows_read', cursor.rowsRead, now);
          note('rows_written', cursor.rowsWritten, now);
        });
        return cursor;
      },
  );
  const keys = Object.getPrototypeOf(storage.kv) as object;
  const one = (what: keyof Counts) => (original: Callable) =>
    function counted(this: unknown, ...args: unknown[]) {
      note(what);
      return original.apply(this, args);
    };
  around(keys, 'get', one('rows_read'));
  around(keys, 'list', one('rows_read'));
  around(keys, 'put', one('rows_written'));
  around(keys, 'delete', one('rows_written'));
  around(Object.getPrototypeOf(storage) as object, 'setAlarm', one('rows_written'));
}
