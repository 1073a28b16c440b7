// A guide that can be carried out: each code block that changes the tree is preceded by a comment, which Markdown does not
// show, that says where the block goes. So the text that people follow is the text that the gate applies to an overlay.
//   <!-- create PATH -->               the block is a new file
//   <!-- in PATH after: LINE -->       the block goes behind the only line that is, or contains, LINE (or `before:` it)
//   <!-- in PATH replace: LINE -->     the block takes the place of that line
//   <!-- in PATH at the end -->
//   <!-- run: COMMAND -->              must end well
//   <!-- fails with 'TEXT': COMMAND --> must fail, and say so
//   <!-- counted until here -->        what follows does not count as a place that the change touches
type Whole = { kind: 'create' | 'end'; path: string; text: string };
type AtLine = { kind: 'after' | 'before' | 'replace'; path: string; line: string; text: string };
export type Edit = Whole | AtLine;
export type Step =
  | Edit
  | { kind: 'run'; command: string }
  | { kind: 'fails'; command: string; saying: string }
  | { kind: 'counted' };

/** How many lines a block skips, and how many it replaces. */
const PLACE = { after: [1, 0], before: [0, 0], replace: [0, 1] } as const;

const DIRECTIVE = /^\s*<!-- (create|in|run:|fails with|counted) ?(.*?) -->\s*$/;

/** The block behind line `from`, without the indentation of its list. */
function blockBehind(lines: string[], from: number): string {
  const start = lines.findIndex((line, n) => n > from && line.trim() !== '');
  const fence = /^(\s*)```/.exec(lines[start] ?? '');
  if (!fence) throw new Error(`line ${from + 1}: no code block follows`);
  const end = lines.findIndex((line, n) => n > start && line.trim() === '```');
  const indent = fence[1]?.length ?? 0;
  return lines
    .slice(start + 1, end)
    .map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
    .join('\n');
}

function place(rest: string, text: string): Edit {
  const end = /^(\S+) at the end$/.exec(rest);
  if (end) return { kind: 'end', path: end[1] ?? '', text };
  const [, path = '', kind = '', line = ''] = /^(\S+) (after|before|replace): (.+)$/.exec(rest) ?? [];
  if (kind !== 'after' && kind !== 'before' && kind !== 'replace') throw new Error(`not a place: ${rest}`);
  return { kind, path, line, text };
}

/** The steps of a guide, in the order of its text. */
export function stepsOf(markdown: string): Step[] {
  const lines = markdown.split('\n');
  return lines.flatMap((line, n): Step[] => {
    const [, kind, rest = ''] = DIRECTIVE.exec(line) ?? [];
    if (kind === 'create') return [{ kind, path: rest, text: `${blockBehind(lines, n)}\n` }];
    if (kind === 'in') return [place(rest, blockBehind(lines, n))];
    if (kind === 'counted') return [{ kind }];
    if (kind === 'run:') return [{ kind: 'run', command: rest }];
    const [, saying = '', command = ''] = kind ? (/^'(.+?)': (.+)$/.exec(rest) ?? []) : [];
    return kind ? [{ kind: 'fails', command, saying }] : [];
  });
}

/**
 * A file with a step applied.
 * @throws when the line that the guide names is not there, or there twice
 */
export function applied(text: string, edit: Edit): string {
  if (edit.kind === 'create') return edit.text;
  if (edit.kind === 'end') return `${text.trimEnd()}\n${edit.text}\n`;
  const { line, path } = edit as AtLine;
  const lines = text.split('\n');
  const where = (matches: (candidate: string) => boolean) => lines.flatMap((one, n) => (matches(one) ? [n] : []));
  const whole = where((candidate) => candidate === line);
  const found = whole.length > 0 ? whole : where((candidate) => candidate.includes(line));
  const [at] = found;
  if (at === undefined || found.length > 1)
    throw new Error(`${path} has ${found.length} lines with “${line}”, not one`);
  const [skipped, replaced] = PLACE[(edit as AtLine).kind];
  return lines.toSpliced(at + skipped, replaced, ...edit.text.split('\n')).join('\n');
}
