// R9: busy is not dead.
import { describe, expect, it } from 'vitest';
import type { Usage } from './usage.ts';
import { watchdog, type Verdict } from './watchdog.ts';

const limits = { idle_looks: 3, spin_cpu_ms: 5_000 };
const used = (cpu_ms: number, pid = 1): Usage => ({ pid, cpu_ms, memory_mb: 0 });

/** One look each: whether there was an answer, and the CPU time since the start; null when it is gone. */
const looks = (each: [answered: boolean, usage: Usage | null][]): Verdict[] => {
  const judge = watchdog(limits);
  return each.map(([answered, usage]) => judge(answered, usage));
};

describe('the watchdog', () => {
  it('takes one that works for busy, however long its silence, until it has computed more than any answer needs', () => {
    const working = Array.from({ length: 12 }, (_, n): [boolean, Usage] => [false, used(500 * n)]);
    expect(looks(working)).toEqual([...Array.from({ length: 10 }, () => 'busy'), 'hung', 'hung']);
  });

  it('takes one on a crowded machine for busy: it gets little of the processor, but some', () => {
    const starved = Array.from({ length: 100 }, (_, n): [boolean, Usage] => [false, used(30 * n)]);
    expect(new Set(looks(starved))).toEqual(new Set(['busy']));
  });

  it('takes one that neither answers nor works for hung', () => {
    const still: [boolean, Usage] = [false, used(100)];
    expect(looks([[true, used(100)], still, still, still])).toEqual(['well', 'busy', 'busy', 'hung']);
  });

  it('takes one that answers for well, although it has nothing to do', () => {
    expect(new Set(looks(Array.from({ length: 50 }, () => [true, used(100)])))).toEqual(new Set(['well']));
  });

  it('counts anew after every answer', () => {
    const still: [boolean, Usage] = [false, used(100)];
    expect(looks([still, still, [true, used(101)], still, still])).not.toContain('hung');
  });

  it('knows one that has ended, and judges the next one by its own time', () => {
    const seen = looks([
      [false, used(4_900)],
      [false, used(4_900)],
      [false, null],
      [false, used(10, 2)],
      [false, used(10, 2)],
      [false, used(10, 2)],
    ]);
    expect(seen).toEqual(['busy', 'busy', 'gone', 'busy', 'busy', 'busy']);
  });
});
