import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { earlierCopy, forgetStarts, noticePutBack, whileUsed } from './last-start.ts';

interface Log {
  epochs: { epoch: number; after_position: number; reason: string }[];
}

/** A folder with a log, and room for copies of it. */
function library() {
  const root = mkdtempSync(join(tmpdir(), 'mediahub-last-start-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const state = join(root, 'state');
  const folder = join(state, 'v3', 'd1', 'objects');
  const file = join(folder, 'log.sqlite');
  const create = (): void => {
    mkdirSync(folder, { recursive: true });
    const db = new DatabaseSync(file);
    db.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, id TEXT);
      CREATE TABLE log_epochs (epoch INTEGER PRIMARY KEY, after_position INTEGER NOT NULL, began_at TEXT NOT NULL,
        reason TEXT NOT NULL, recovered_at TEXT);
      INSERT INTO events VALUES (7, 'event-7')`);
    db.close();
    const other = new DatabaseSync(join(folder, 'another.sqlite'));
    other.exec('CREATE TABLE rows (id TEXT)');
    other.close();
  };
  const log = (): Log => {
    const db = new DatabaseSync(file, { readOnly: true });
    const epochs = db.prepare('SELECT epoch, after_position, reason FROM log_epochs ORDER BY epoch').all();
    db.close();
    return { epochs: epochs as unknown as Log['epochs'] };
  };
  create();
  let copies = 0;
  const copy = (): string => {
    const to = join(root, `copy-${copies++}`);
    cpSync(state, to, { recursive: true });
    return to;
  };
  const empty = (): void => rmSync(state, { recursive: true, force: true });
  const putBack = (from: string): void => {
    empty();
    cpSync(from, state, { recursive: true });
  };
  return { state, log, copy, putBack, empty, create };
}

it('an earlier copy is noticed at the start, and its log goes on in an epoch that it has not had', () => {
  const { state, log, copy, putBack } = library();
  expect(noticePutBack(state)).toBeNull();
  const monday = copy();
  expect(noticePutBack(state)).toBeNull();
  putBack(monday);
  expect(noticePutBack(state)).toContain('npm run recover');
  expect(log().epochs).toEqual([
    { epoch: 2, after_position: 7, reason: expect.stringContaining('an earlier copy') },
  ]);
  expect(noticePutBack(state), 'once').toBeNull();
  putBack(monday);
  noticePutBack(state);
  expect(log().epochs).toHaveLength(1);
});

it('a copy of an older version, which has no id, is noticed too', () => {
  const { state, copy, putBack } = library();
  const old = copy();
  noticePutBack(state);
  putBack(old);
  expect(earlierCopy(state)).toContain('by an older version');
});

it('a copy that was made of a system while it ran is noticed after its end', async () => {
  const { state, copy, putBack } = library();
  noticePutBack(state);
  let running = '';
  await whileUsed(state, async () => {
    running = copy();
  });
  expect(earlierCopy(state)).toBeNull();
  putBack(running);
  expect(earlierCopy(state)).toContain('an earlier copy');
});

it('and so is one that was made a minute before the system was killed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { state, copy, putBack } = library();
  noticePutBack(state);
  const running = copy();
  void whileUsed(state, () => new Promise(() => undefined));
  vi.advanceTimersByTime(60_000);
  expect(earlierCopy(state)).toBeNull();
  putBack(running);
  expect(earlierCopy(state)).toContain('an earlier copy');
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('start' as const, 'copy' as const, 'empty' as const) },
  { weight: 3, arbitrary: fc.record({ back: fc.nat(3) }) },
);

it('after any copies and restores, an earlier copy is reported exactly when another copy was started last', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { state, copy, putBack, empty, create } = library();
      // Which start the folder is of; null is none.
      let [own, last]: [number | null, number | null] = [null, null];
      const copies: { folder: string; of: number | null }[] = [];
      for (const [n, one] of steps.entries())
        if (one === 'copy') copies.push({ folder: copy(), of: own });
        else if (one === 'empty') {
          empty();
          forgetStarts(state);
          create();
          [own, last] = [null, null];
        } else if (one === 'start') {
          expect(noticePutBack(state) !== null).toBe(last !== null && own !== last);
          [own, last] = [n, n];
        } else {
          const from = copies[one.back % Math.max(1, copies.length)];
          if (!from) continue;
          putBack(from.folder);
          own = from.of;
        }
    }),
    fcParameters(10),
  );
});

it('a folder that is deleted by hand is a new library', () => {
  const { state, empty } = library();
  noticePutBack(state);
  empty();
  expect(noticePutBack(state)).toBeNull();
});

it('a start that is killed while it notes itself is no restore', () => {
  const { state, copy } = library();
  noticePutBack(state);
  const before = copy();
  noticePutBack(state);
  const file = `${state}.last-start.json`;
  const { before: _, ...start } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const { id } = JSON.parse(readFileSync(join(before, 'last-start.json'), 'utf8')) as { id: string };
  writeFileSync(file, JSON.stringify({ ...start, before: id }));
  expect(earlierCopy(state), 'after the second line').toBeNull();
  renameSync(join(before, 'last-start.json'), join(state, 'last-start.json'));
  expect(earlierCopy(state), 'after the first line').toBeNull();
  writeFileSync(file, JSON.stringify(start));
  expect(earlierCopy(state)).not.toBeNull();
});
