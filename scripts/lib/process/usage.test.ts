import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { NO_PID } from './no-pid.ts';
import { parseCpuTime, usageOf } from './usage.ts';

describe('the usage of a process', () => {
  it.each([
    ['0:00.52', 520],
    ['12:03.10', 723_100],
    ['01:02:03', 3_723_000],
    ['2-01:00:00', 176_400_000],
  ])('reads the CPU time %s of ps', (text, ms) => expect(parseCpuTime(text)).toBeCloseTo(ms));

  it('grows with the work of this process', () => {
    const before = usageOf(process.pid)?.cpu_ms ?? Number.NaN;
    const until = process.cpuUsage().user + 100_000;
    while (process.cpuUsage().user < until) Math.hypot(3, 4);
    expect(usageOf(process.pid)?.cpu_ms).toBeGreaterThan(before);
    expect(usageOf(process.pid)?.memory_mb).toBeGreaterThan(1);
  });

  it('is nothing where there is no process', () => {
    expect(usageOf(NO_PID)).toBeNull();
    expect(usageOf(undefined)).toBeNull();
  });

  it('is nothing for the remains of a process that has ended', async () => {
    // Below `sleep`, which looks after no child, an ended process keeps its number: no other one can take it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600']);
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      expect(await eventually(() => usageOf(Number(line)) === null || undefined)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
