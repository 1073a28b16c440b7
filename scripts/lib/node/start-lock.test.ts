// Two starts in one clone: one installs, the other waits, and the lock of a dead process does not hold up the next.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { NO_PID } from '../process/no-pid.ts';
import { takeTurn } from './start-lock.mjs';

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mediahub-turn-'));
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('one has its turn, the next one waits for it and says so', async () => {
  const file = join(folder, 'new', 'installing.pid');
  const release = await takeTurn('install', file);
  expect(said).toEqual([]);
  let first = true;
  const second = takeTurn('install', file).then((giveUp) => {
    expect(first).toBe(false);
    return giveUp;
  });
  const named = [expect.stringContaining(`process ${process.pid}`)];
  await vi.waitFor(() => expect(said).toEqual(named), { timeout: timeLimit(5_000) });
  first = false;
  release();
  (await second)();
  expect(existsSync(file)).toBe(false);
});

test('what a process has left that is gone counts for nothing', async () => {
  const file = join(folder, 'installing.pid');
  writeFileSync(file, String(NO_PID));
  (await takeTurn('install', file))();
  expect(said).toEqual([]);
});

test('a wait for the lock ends, and says which file to delete', async () => {
  const file = join(folder, 'installing.pid');
  await takeTurn('install', file);
  await expect(takeTurn('install', file, 0)).rejects.toThrow('delete');
});
