// Where a browser goes after its login: a path of ours or '/'. An open redirect here would lend our name to any site.

const DEPTH = 3;

/** The path to return to, always of this origin. */
export function returnPath(asked: string | null | undefined): string {
  if (!asked || asked.length > 2000) return '/';
  let text = asked;
  // Encoded once or twice more, a later reader could decode it.
  for (let n = 0; n < DEPTH; n++) {
    if (!isOurs(text)) return '/';
    const decoded = decodedOnce(text);
    if (decoded === undefined) return '/';
    if (decoded === text) break;
    text = decoded;
  }
  if (!isOurs(text)) return '/';
  const { pathname, search, hash } = new URL(asked, 'http://mediahub.invalid');
  // '/..//evil' becomes '//evil' only here.
  return isOurs(pathname) ? pathname + search + hash : '/';
}

/** A browser reads `\` as `/` and drops control characters: '/\evil' and '/<tab>/evil' are other sites to it. */
const isOurs = (text: string): boolean =>
  text.startsWith('/') &&
  !text.startsWith('//') &&
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  !/[\\\u0000-\u001f\u007f]/.test(text) &&
  URL.parse(text, 'http://mediahub.invalid')?.origin === 'http://mediahub.invalid';

function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
