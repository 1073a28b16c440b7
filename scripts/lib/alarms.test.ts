// Nothing stops in silence (R5): every alarm in the tree runs its work through `rearming`, which arms the alarm again even when
// the work fails (shared/engine/runtime/alarm.test.ts). This test finds and names an alarm that does not.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ALARM = /override (?:async )?alarm\(\): Promise<void> \{([\s\S]*?)\n  \}/g;

/** The bodies of all alarms of a source.*/
const alarmsIn = (source: string): string[] => [...source.matchAll(ALARM)].map(([, body = '']) => body);
const SOURCES = globSync('{shared/engine,workers/*/src}/**/*.ts', { cwd: ROOT }).filter(
  (path) => !path.includes('test'),
);

it('every alarm of every Durable Object ends armed again', () => {
  const found = SOURCES.flatMap((path) =>
    alarmsIn(readFileSync(join(ROOT, path), 'utf8')).map((body) => ({ path, body })),
  );
  expect(found.length).toBeGreaterThanOrEqual(8);
  expect(found.filter(({ body }) => !body.includes('return rearming(')).map(({ path }) => path)).toEqual([]);
  // None that is written in another way escapes.
  const overrides = SOURCES.filter((path) => /\balarm\(\)[^;]*\{/.test(readFileSync(join(ROOT, path), 'utf8')));
  expect(overrides.toSorted()).toEqual([...new Set(found.map(({ path }) => path))].toSorted());
});

it('(or it is noticed)', () => {
  const broken = 'override async alarm(): Promise<void> {\n    await this.work();\n  }';
  expect(alarmsIn(`class A {\n  ${broken}\n}`).filter((body) => !body.includes('return rearming('))).toHaveLength(
    1,
  );
});
