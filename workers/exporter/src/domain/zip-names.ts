// Names inside a ZIP. Each can be written on Windows, macOS and Linux, none leads elsewhere, and no two are one file on a
// file system that ignores case or composes letters its own way. Pure.
const MAX_BYTES = 255;
const MAX_ENDING_BYTES = 32;

/** What Windows refuses in a name, what a terminal would obey, and what turns the direction of reading. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Devices of Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(\.|$)/i;

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

/** At most so many bytes, without half a character at the end. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let left = bytes;
  for (const char of text) {
    left -= bytesOf(char);
    if (left < 0) break;
    kept += char;
  }
  return kept;
}

/** Two names with the same key may be one file somewhere: case and composition are folded, the widest folding counts. */
export const nameKey = (name: string): string =>
  name.normalize('NFKD').toLowerCase().toUpperCase().toLowerCase().normalize('NFKD');

/** A name that every system can write. */
export function portableName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(FORBIDDEN, '_')
    .replace(/^ +/, '')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '');
  if (plain === '') return 'file';
  return DEVICE.test(plain) ? `_${plain}` : plain;
}

/** Stem and ending; what is too long to be an ending belongs to the stem. */
function splitOf(name: string): [stem: string, ending: string] {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  return bytesOf(ending) > MAX_ENDING_BYTES ? [name, ''] : [dot > 0 ? name.slice(0, dot) : name, ending];
}

/** `cat (2).jpg`, at most 255 bytes long: the stem is shortened. */
function numbered(name: string, n: number): string {
  const [stem, ending] = splitOf(name);
  const suffix = (n === 1 ? '' : ` (${n})`) + ending;
  // A cut can end in what Windows drops from the end of a name, and can leave a device's name.
  const fitting = (bytes: number): string => {
    const kept = cut(stem, bytes - bytesOf(suffix));
    return suffix === '' ? kept.replace(/[. ]+$/, '') : kept + suffix;
  };
  const whole = fitting(MAX_BYTES);
  return DEVICE.test(whole) ? `_${fitting(MAX_BYTES - 1)}` : whole;
}

/** The name of an album's ZIP itself: not every client sees to what it saves. */
export const zipName = (album: string): string => numbered(`${portableName(album)}.zip`, 1);

/** The files under names that are portable and unique within the ZIP. */
export function withUniqueNames<File extends { name: string }>(files: readonly File[]): File[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return files.map((file) => {
    const plain = portableName(file.name);
    const first = nameKey(numbered(plain, 1));
    let n = counts.get(first) ?? 1;
    let name = numbered(plain, n);
    while (taken.has(nameKey(name))) name = numbered(plain, ++n);
    counts.set(first, n + 1);
    taken.add(nameKey(name));
    return { ...file, name };
  });
}
