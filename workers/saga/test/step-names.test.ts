// A step is shown to people: the UI has a name for each, in every language. Without one it would be shown as it is called here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAGAS } from '../src/sagas/registry.ts';

/** The names below `steps:`. */
function namedIn(file: string): Set<string> {
  const [, steps = ''] = readFileSync(join(import.meta.dirname, '../../..', file), 'utf8').split(
    /^ {2}steps: \{$/m,
  );
  return new Set([...(steps.split('}')[0] ?? '').matchAll(/^ *(\w+):/gm)].map(([, name = '']) => name));
}

describe.each(['en', 'ja'])('in the language %s', (language) => {
  const file = `web/src/i18n/${language}/sagas.ts`;

  it.each(SAGAS.map((saga) => [`${saga.name} v${saga.version}`, saga] as const))(
    '%s',
    (_, { steps, whenFailed }) => {
      const named = namedIn(file);
      expect(
        [...steps, ...whenFailed].map(({ name }) => name).filter((name) => !named.has(name)),
        `steps: of ${file} lacks these`,
      ).toEqual([]);
    },
  );
});
