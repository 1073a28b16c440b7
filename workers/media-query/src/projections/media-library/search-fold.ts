// What is the same to those who search: Unicode's NFKC_Casefold (width, case, ligatures, final sigma, ß as ss; variation
// selectors and other invisible characters gone), and without accents. A voiced kana is another letter, not an accent, and
// vowel signs of Indic scripts and Thai are no accents either: only marks that any script may carry are taken off. Hiragana
// and katakana stay apart, as they are written apart. Signs that a keyboard has once and typography many times (quotes,
// dashes, spaces) are one. Pure. A change of this fold needs a migration that begins a rebuild: see 0008_search_signs.sql.

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

/**
 * The typographic forms of the signs that keyboards have. The wave dash of Japanese is a tilde on other systems; spacing
 * voiced sound marks belong to the kana before them.
 */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[`\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u05f3\u2018-\u201b\u2032\u2035\u2039\u203a\ua78b\ua78c]/gu, "'"],
  [/[\u00ab\u00bb\u02ba\u02dd\u05f4\u201c-\u201f\u2033\u2036\u275d\u275e\u301d-\u301f]/gu, '"'],
  [/[\u02dc\u2053\u223c\u301c]/gu, '~'],
  [/(?!\u3030)[\p{Pd}\u02d7\u2043\u2212]/gu, '-'],
  [/[\u2022\u2027\u2219\u22c5\u30fb\uff65]/gu, '\u00b7'],
  [/[\u2044\u2215]/gu, '/'],
  [/\u309b/gu, '\u3099'],
  [/\u309c/gu, '\u309a'],
  [/\p{White_Space}+/gu, ' '],
];

const plain = (text: string): string =>
  SIGNS.reduce((before, [forms, sign]) => before.replaceAll(forms, sign), text);

/** The iota below a vowel is a letter, which capitals write beside it. */
const IOTA_BELOW = /\u0345/gu;

const bare = (text: string): string =>
  plain(text).normalize('NFKD').replaceAll(INVISIBLE, '').replaceAll(IOTA_BELOW, 'ι').replaceAll(ACCENT, '');

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
