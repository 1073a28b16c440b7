// A state as rows of a table: each field with its value on every side, the differing ones first. Pure.

export interface FieldRow {
  path: string;
  /** The value on each side as text; null where there is none. */
  values: (string | null)[];
  /** Whether the last two sides differ. */
  differs: boolean;
}

const MOST_ROWS = 40;

function leaves(value: unknown, path: string, found: Map<string, string>): Map<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 && path !== '') found.set(path, JSON.stringify(value));
  for (const [key, child] of entries) leaves(child, path === '' ? key : `${path}.${key}`, found);
  return found;
}

/** Fields that differ anywhere, those of the last two sides first; how many are the same everywhere, or too many to show. */
export function fieldRows(sides: readonly (object | null)[]): { rows: FieldRow[]; more: number } {
  const maps = sides.map((side) => leaves(side, '', new Map()));
  const paths = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  const rows = paths.map((path): FieldRow => {
    const values = maps.map((map) => map.get(path) ?? null);
    return { path, values, differs: values.at(-1) !== values.at(-2) };
  });
  const moved = rows.filter(({ values }) => new Set(values).size > 1);
  const ordered = [...moved.filter(({ differs }) => differs), ...moved.filter(({ differs }) => !differs)];
  const shown = ordered.slice(0, MOST_ROWS);
  return { rows: shown, more: rows.length - shown.length };
}
