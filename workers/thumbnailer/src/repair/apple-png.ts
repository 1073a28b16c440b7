// A PNG as Xcode and iPhones write it for themselves (`CgBI`): without zlib's header, blue before red, colours weighed by alpha.
// Its filters work on each channel alone, so that channels can change places in rows that are still filtered.
import type { Chunk } from '#shared/mediahub/media/png';

type Bytes = Uint8Array<ArrayBuffer>;

export const isApple = (chunks: readonly Chunk[]): boolean => chunks[0]?.type === 'CgBI';

/** @param rowBytes with the byte of the filter that begins a row */
export async function* redFirst(
  rows: AsyncGenerator<Bytes, void>,
  rowBytes: number,
  channels: number,
): AsyncGenerator<Bytes, void> {
  const row = new Uint8Array(rowBytes);
  let filled = 0;
  for await (const chunk of rows)
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + rowBytes - filled);
      row.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < rowBytes) break;
      for (let i = 1; i + 2 < rowBytes; i += channels) [row[i], row[i + 2]] = [row[i + 2] ?? 0, row[i] ?? 0];
      yield row.slice();
      filled = 0;
    }
}
