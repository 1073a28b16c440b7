// One MediaHub per state folder: a process that runs keeps it, one that has ended does not, also where its number is in use again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processStartOf } from './process-start.ts';
import { NO_PID } from './no-pid.ts';
import { requireUnlocked, type Claim } from './state-lock.ts';

let state = '';
beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'mediahub-lock-'))));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const claimedBy = (claim: Claim | string) => {
  writeFileSync(join(state, 'running.json'), typeof claim === 'string' ? claim : JSON.stringify(claim));
  return () => requireUnlocked(state);
};

/** Runs as long as this test does, and is another process. */
const parent = process.ppid;

it('a state whose process runs is locked', () => {
  const claim = { pid: parent, began: processStartOf(parent), port: 8080 };
  expect(claimedBy(claim)).toThrow(`http://localhost:8080 (process ${parent})`);
  expect(claimedBy({ pid: parent, port: 8080 }), 'as an older version wrote it').toThrow('already runs');
});

it.each<[string, Claim | string]>([
  ['the process is gone', { pid: NO_PID, began: '1', port: 8080 }],
  ['another process has its number now', { pid: parent, began: 'before the machine was restarted', port: 8080 }],
  ['it is our own claim', { pid: process.pid, began: processStartOf(process.pid), port: 8080 }],
  ['a crash has cut it off', '{"pid":'],
])('a state is free when %s', (_, claim) => expect(claimedBy(claim)).not.toThrow());
