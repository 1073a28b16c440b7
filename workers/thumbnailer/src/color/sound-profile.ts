// Whether a colour profile is one that browsers take (ICC.1:2022, 7.2 and 7.3): lcms reads what it can of a damaged one, they
// show the picture as if there were none.
import { viewOf } from '#shared/mediahub/media/boxes';

const HEADER = 128;
const [COUNT, TAG] = [4, 12];
const LATEST = 4;
const MAGIC = 0x61637370; // acsp
/** The white that every profile connects through, D50, in parts of 65,536. */
const WHITE = [0.9642, 1, 0.8249].map((part) => part * 65_536);
const NEAR = 655;
const CONNECTIONS = new Set([0x58595a20, 0x4c616220]); // 'XYZ ' and 'Lab '

/** What a tag that makes colours holds, by its signature; another thing is no profile. */
const HOLDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^[rgb]XYZ$/, /^XYZ $/],
  [/^[rgbk]TRC$/, /^(?:curv|para)$/],
  [/^A2B[01]$/, /^(?:mft[12]|mAB )$/],
];

const isOfItsKind = (signature: string, type: string): boolean =>
  HOLDS.every(([tag, holds]) => !tag.test(signature) || holds.test(type));

export function isSound(profile: Uint8Array): boolean {
  if (profile.length < HEADER + COUNT) return false;
  const view = viewOf(profile);
  const [size, tags] = [view.getUint32(0), view.getUint32(HEADER)];
  if (size > profile.length || size < HEADER + COUNT + TAG * tags) return false;
  if (view.getUint32(36) !== MAGIC || view.getUint8(8) > LATEST || !CONNECTIONS.has(view.getUint32(20)))
    return false;
  if (WHITE.some((part, i) => Math.abs(view.getInt32(68 + 4 * i) - part) > NEAR)) return false;
  const text = (at: number) => new TextDecoder('latin1').decode(profile.subarray(at, at + 4));
  return Array.from({ length: tags }, (_, i) => HEADER + COUNT + TAG * i).every((at) => {
    const [start, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    return length >= 4 && start + length <= size && isOfItsKind(text(at), text(start));
  });
}
