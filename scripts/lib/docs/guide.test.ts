import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../node/layout.mjs';
import { applied, stepsOf } from './guide.ts';
import { GUIDES, together } from './guides.ts';

const GUIDE = `
1. **Name it.** Text.

   <!-- in a/b.ts after: MediaDeleted: -->

   \`\`\`ts
   MediaStarred: z.strictObject({
     a: 1,
   }),
   \`\`\`

2. Try it.
   <!-- run: npx vitest run x -->
   <!-- fails with 'no case': npx tsc -b -->

<!-- create c.ts -->
\`\`\`ts
export {};
\`\`\`
`;

it('reads each step with its block, without the indentation of the list', () =>
  expect(stepsOf(GUIDE)).toEqual([
    { kind: 'after', line: 'MediaDeleted:', path: 'a/b.ts', text: 'MediaStarred: z.strictObject({\n  a: 1,\n}),' },
    { kind: 'run', command: 'npx vitest run x' },
    { kind: 'fails', saying: 'no case', command: 'npx tsc -b' },
    { kind: 'create', path: 'c.ts', text: 'export {};\n' },
  ]));

it('says that a block is missing', () =>
  expect(() => stepsOf('<!-- create c.ts -->\ntext')).toThrow('no code block'));

it.each([
  ['after', 'a\nX\nb'],
  ['before', 'X\na\nb'],
  ['replace', 'X\nb'],
] as const)('puts a block %s its line', (kind, text) =>
  expect(applied('a\nb', { kind, path: 'f', line: 'a', text: 'X' })).toBe(text),
);

it.each(['a\na', 'b'])('does not guess where a block goes: %j', (text) =>
  expect(() => applied(text, { kind: 'after', path: 'f', line: 'a', text: 'X' })).toThrow('not one'),
);

it('runs what belongs to one project together', () =>
  expect(
    together([
      'npx tsc -b',
      'npx vitest run --project domain a b',
      'npx tsc -b',
      'npx vitest run --project saga',
      'npx vitest run --project domain b c',
      'npx vitest run --project saga x',
    ]),
  ).toEqual(['npx tsc -b', 'npx vitest run --project domain a b c', 'npx vitest run --project saga']));

it('every line that a guide looks for is in its file, after the guides before it', () => {
  const files = new Map<string, string>();
  const textOf = (path: string) => files.get(path) ?? (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');
  for (const guide of GUIDES)
    for (const step of stepsOf(readFileSync(at('docs', 'how-to', `${guide}.md`), 'utf8')))
      // A star is a placeholder for the number of a migration, which a command of the guide generates.
      if ('path' in step && !step.path.includes('*')) files.set(step.path, applied(textOf(step.path), step));
  expect(files.size).toBeGreaterThan(20);
});
