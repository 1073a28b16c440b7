// A row of a PNG as RGBA of 8 bits: gray, colours or places in a palette, of 1 to 16 bits, with alpha or one colour that is
// transparent (PNG, third edition, 11.2 and 11.3.1).
export interface Format {
  /** 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGBA. */
  type: number;
  depth: number;
  palette: Uint8Array | null;
  transparent: Uint8Array | null;
}

/** Of colour types without alpha: the one colour that is transparent, as its samples are stored. */
function isTransparent(row: Uint8Array, at: number, { depth, transparent }: Format, samples: number): boolean {
  if (!transparent || transparent.length < 2 * samples) return false;
  const bytes = depth === 16 ? 2 : 1;
  for (let i = 0; i < samples; i++) {
    if (row[at + i * bytes + bytes - 1] !== transparent[2 * i + 1]) return false;
    if (bytes === 2 && row[at + 2 * i] !== transparent[2 * i]) return false;
  }
  return true;
}

function narrowToRgba(row: Uint8Array, { type, depth, palette, transparent }: Format, out: Uint8Array): void {
  const mask = 2 ** depth - 1;
  const entries = Math.floor((palette?.length ?? 0) / 3);
  for (let i = 0, at = 0; at < out.length; i++, at += 4) {
    const bit = i * depth;
    const value = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask;
    if (type === 3) {
      // Browsers show what is beyond a short palette as its last entry.
      const entry = Math.min(value, entries - 1);
      for (let c = 0; c < 3; c++) out[at + c] = palette?.[3 * entry + c] ?? 0;
      out[at + 3] = transparent?.[value] ?? 255;
    } else {
      out.fill(Math.round((255 * value) / mask), at, at + 3);
      out[at + 3] = transparent && ((transparent[1] ?? 0) & mask) === value ? 0 : 255;
    }
  }
}

export function toRgba(row: Uint8Array, format: Format, out: Uint8Array): void {
  const { type, depth } = format;
  if (type === 3 || depth < 8) {
    narrowToRgba(row, format, out);
    return;
  }
  const bytes = depth >> 3;
  const samples = type === 2 || type === 6 ? 3 : 1;
  const hasAlpha = type === 4 || type === 6;
  const step = bytes * (samples + (hasAlpha ? 1 : 0));
  const [green, blue] = samples === 3 ? [bytes, 2 * bytes] : [0, 0];
  for (let at = 0, p = 0; at < out.length; at += 4, p += step) {
    out[at] = row[p] ?? 0;
    out[at + 1] = row[p + green] ?? 0;
    out[at + 2] = row[p + blue] ?? 0;
    out[at + 3] = hasAlpha ? (row[p + samples * bytes] ?? 0) : isTransparent(row, p, format, samples) ? 0 : 255;
  }
}
