// What the server says in English words and without a code: reasons of faults, retries and repairs. As it is, but for the
// steps of sagas, which have names here.
import { sagas } from './sagas.ts';

/** Steps whose id is no English word by itself, and any step that a sentence begins with. */
const ID = /\b(undo:)?([a-z]+(?:_[a-z]+)+)\b|^(undo:)?([a-z_]+)(?= is refused$)/g;

const named = (whole: string, undo1?: string, id1?: string, undo2?: string, id2?: string): string => {
  const name = (sagas.steps as Readonly<Record<string, string>>)[id1 ?? id2 ?? ''];
  if (name === undefined) return whole;
  return (undo1 ?? undo2) ? `the undo of “${name}”` : `“${name}”`;
};

export const words = {
  said: (text: string): string => text.replaceAll(ID, named),
};
