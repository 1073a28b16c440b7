// The date of IPTC (IIM 4.2), which photo agencies write where there is neither EXIF nor XMP. Only its two datasets are looked for.
/** A dataset is its marker, its record and number, the length of its text in two bytes, and the text. */
const DATE_CREATED = '\x1c\x02\x37\0';
const TIME_CREATED = '\x1c\x02\x3c\0';
const DATE = /^(\d{4})(\d\d)(\d\d)/;
const TIME = /^(\d\d)(\d\d)(\d\d)([+-]\d{4})?/;

function textOf(block: string, dataset: string): string {
  const at = block.indexOf(dataset);
  const from = at + dataset.length + 1;
  return at < 0 ? '' : block.slice(from, from + block.charCodeAt(from - 1));
}

/**
 * When the picture was made, as a text for `clockOf`; null when either part is missing.
 * @param block with a character for each byte
 */
export function iptcDate(block: string): string | null {
  const date = DATE.exec(textOf(block, DATE_CREATED));
  const time = TIME.exec(textOf(block, TIME_CREATED));
  if (!date || !time) return null;
  return `${date.slice(1).join('-')} ${time.slice(1, 4).join(':')}${time[4] ?? ''}`;
}
