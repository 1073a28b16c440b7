// Parses a line of a lesson into words, code, emphasis and links. A link to http://localhost:8080 opens a page of the running
// system and may name something that the learner has made, as {media}; any other link opens a source file. Pure.

export type Inline =
  | { is: 'words' | 'code' | 'strong'; text: string }
  /** `to`: a path with names in braces. */
  | { is: 'page'; text: string; to: string }
  /** `path`: from the root of the project. */
  | { is: 'source'; text: string; path: string };

const SYSTEM = 'http://localhost:8080';
const PART = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** A lesson is two folders below the root. */
const linkOf = (text: string, target: string): Inline =>
  target.startsWith(SYSTEM)
    ? { is: 'page', text, to: target.slice(SYSTEM.length) || '/' }
    : { is: 'source', text, path: target.replace(/^(\.\.\/)+/, '') };

export function inlineOf(line: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const found of line.matchAll(PART)) {
    const [whole, code, strong, text, target] = found;
    if (found.index > end) parts.push({ is: 'words', text: line.slice(end, found.index) });
    if (code !== undefined) parts.push({ is: 'code', text: code });
    else if (strong !== undefined) parts.push({ is: 'strong', text: strong });
    else if (text !== undefined && target !== undefined) parts.push(linkOf(text, target));
    end = found.index + whole.length;
  }
  if (end < line.length) parts.push({ is: 'words', text: line.slice(end) });
  return parts;
}

/** Without any marks: for a terminal, and for names that are read aloud. */
export const plain = (says: readonly Inline[]): string => says.map(({ text }) => text).join('');

/** The path with what is known put in; null while something of it is not known. */
export function filled(to: string, places: Readonly<Record<string, string>>): string | null {
  let known = true;
  const path = to.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = places[name];
    if (value === undefined) known = false;
    return encodeURIComponent(value ?? '');
  });
  return known ? path : null;
}
