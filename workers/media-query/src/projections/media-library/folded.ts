// What is the same to those who search: Unicode's NFKC_Casefold (width, case, ligatures, final sigma, ß as ss; variation
// selectors and other invisible characters gone), and without accents. A voiced kana is another letter, not an accent, and
// vowel signs of Indic scripts and Thai are no accents either: only marks that any script may carry are taken off. Pure.

/** Combining marks of no script of their own, but for the two voiced sound marks of kana; points of Hebrew. */
const ACCENT =
  /(?![\u3099\u309a])(?=\p{M})\p{Script=Inherited}|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Letters with a stroke, and two in one: Unicode does not take them apart, people who search do. */
const STROKES: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ɨ: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};

/** The iota below a vowel is a letter, which capitals write beside it. */
const IOTA_BELOW = /\u0345/gu;

const bare = (text: string): string =>
  text.normalize('NFKD').replaceAll(INVISIBLE, '').replaceAll(IOTA_BELOW, 'ι').replaceAll(ACCENT, '');

/** Character by character, so that no neighbour decides (a sigma at the end); up and down, so that ẞ becomes ss, ı becomes i. */
const lower = (text: string): string =>
  Array.from(text, (char) => {
    const small = char.toLowerCase().toUpperCase().toLowerCase();
    return STROKES[small] ?? small;
  }).join('');

/** The text as it is indexed and looked for. Folding twice changes nothing. */
export function folded(text: string): string {
  let before = text;
  for (;;) {
    const after = bare(lower(bare(before))).normalize('NFC');
    if (after === before) return after;
    before = after;
  }
}
