// What a person chose for this browser: language and look, and how far one is in the labs. No token is stored here, and no
// user (beside it only which upload in parts is under way, see entities/upload/send.ts). Where storage is forbidden the choice lasts until the page is closed.
const NAMES = {
  language: 'mediahub.language',
  theme: 'mediahub.theme',
  rail: 'mediahub.rail',
  labs: 'mediahub.labs',
};
type Name = keyof typeof NAMES;

/** What was chosen, or null. */
export function recall(name: Name): string | null {
  try {
    return localStorage.getItem(NAMES[name]);
  } catch {
    return null;
  }
}

/** Keeps a choice; null forgets it. */
export function keep(name: Name, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(NAMES[name]);
    else localStorage.setItem(NAMES[name], value);
  } catch {
    // Forbidden storage is a choice, too.
  }
}
