import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { closeToOthers } from './secrets.ts';

const MODES = [
  { mode: 0o600, said: 0 },
  { mode: 0o400, said: 0 },
  { mode: 0o644, said: 1 },
  { mode: 0o660, said: 1 },
  { mode: 0o604, said: 1 },
];

test.skipIf(process.platform === 'win32').each(MODES)(
  'secrets of mode $mode are readable by their owner alone afterwards',
  ({ mode, said }) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const folder = mkdtempSync(join(tmpdir(), 'mediahub-secrets-'));
    try {
      const file = join(folder, '.dev.vars');
      writeFileSync(file, 'X="y"\n');
      chmodSync(file, mode);
      closeToOthers(folder);
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(error).toHaveBeenCalledTimes(said);
    } finally {
      error.mockRestore();
      rmSync(folder, { recursive: true });
    }
  },
);
