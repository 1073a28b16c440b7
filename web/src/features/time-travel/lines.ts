// JSON as lines that know whether they were changed. Pure.

export interface Line {
  text: string;
  marked: boolean;
}

/** `changed` holds paths such as `status` or `media.media-1`; everything below a changed path counts as changed, too. */
export function linesOf(state: object, changed: readonly string[]): Line[] {
  const paths = new Set(changed);
  const lines: Line[] = [];

  const write = (
    value: unknown,
    path: string,
    lead: string,
    indent: string,
    end: string,
    inside: boolean,
  ): void => {
    const marked = inside || paths.has(path);
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length === 0) {
      lines.push({ text: `${indent}${lead}${JSON.stringify(value)}${end}`, marked });
      return;
    }
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    lines.push({ text: `${indent}${lead}${open}`, marked });
    entries.forEach(([key, child], index) => {
      const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
      const comma = index < entries.length - 1 ? ',' : '';
      write(child, path === '' ? key : `${path}.${key}`, name, `${indent}  `, comma, marked);
    });
    lines.push({ text: `${indent}${close}${end}`, marked });
  };

  write(state, '', '', '', '', false);
  return lines;
}
