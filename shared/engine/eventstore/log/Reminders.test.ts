// The log reminds a bounded number of new streams per alarm, and silent ones hold up no other (invariants R5 and R6).
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EXPECTED_MS } from './ExpectedStreams.ts';
import { Reminders } from './Reminders.ts';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

const SILENT = 150;
const rows = new Map<string, unknown>(
  Array.from({ length: 2 * SILENT }, (_, n) => [`expected:${n < SILENT ? 'silent' : 'stream'}-${n}`, 1]),
);
const storage = {
  kv: {
    put: (key: string, value: unknown) => void rows.set(key, value),
    delete: (key: string) => rows.delete(key),
    list: ({ prefix }: { prefix: string }) => [...rows].filter(([key]) => key.startsWith(prefix)),
  },
  sync: () => Promise.resolve(),
} as unknown as Pick<DurableObjectStorage, 'kv' | 'sync'>;

it('reminds one page of streams per alarm, and puts those that do not answer at the end', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(EXPECTED_MS + 60_000);
  const reminded = new Set<string>();
  let calls = 0;
  const reminders = new Reminders({
    storage,
    arm: () => Promise.resolve(),
    remind: async (id) => {
      calls++;
      if (id.startsWith('silent')) throw new Error('it does not answer');
      reminded.add(id);
    },
  });
  for (let alarm = 0; alarm < 4; alarm++) {
    calls = 0;
    await reminders.remind();
    expect(calls).toBeLessThanOrEqual(100);
  }
  expect(reminded.size).toBe(SILENT);
  expect(reminders.areDone).toBe(false);
  expect(rows.size).toBe(SILENT);
});
