// What a picture looks like before it is loaded: its thumbhash as a background, so that nothing flashes and nothing moves.
import type { CSSProperties } from 'react';
import { thumbHashToDataURL } from 'thumbhash';

const known = new Map<string, CSSProperties>();
const MOST = 1_000;

/** The style of an image with this thumbhash (base64); none without. */
export function placeholder(thumbhash: string | null): CSSProperties | undefined {
  if (thumbhash === null) return undefined;
  const before = known.get(thumbhash);
  if (before) return before;
  if (known.size >= MOST) known.clear();
  const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
  const style = { backgroundImage: `url(${url})`, backgroundSize: 'cover', backgroundPosition: 'center' };
  known.set(thumbhash, style);
  return style;
}
