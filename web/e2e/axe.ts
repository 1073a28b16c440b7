// What axe finds on a page as it is right now, as one line each: rule, place, what is wrong.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page: Page, options: object = {}): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (run) => (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(run),
    options,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id} ${target.join(' ')} ${failureSummary.split('\n').at(1)}`,
    ),
  );
}
