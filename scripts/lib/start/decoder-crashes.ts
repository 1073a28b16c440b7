// Images that the decoder did not survive. One that kills it again and again must not keep its saga waiting forever
// (invariant R5): after some deaths it is refused for good, as an image that cannot be decoded.
const DEATHS = 3;
const REMEMBERED = 200;

export interface DecoderCrashes {
  /** The decoder has died of the image with this digest. */
  died(digest: string): void;
  refused(digest: string): boolean;
}

export function decoderCrashes(): DecoderCrashes {
  const deaths = new Map<string, number>();
  return {
    died(digest) {
      const count = (deaths.get(digest) ?? 0) + 1;
      // Set again, it goes to the end: the first is the one that was heard of least recently.
      deaths.delete(digest);
      deaths.set(digest, count);
      const [oldest] = deaths.keys();
      if (deaths.size > REMEMBERED && oldest !== undefined) deaths.delete(oldest);
    },
    refused: (digest) => (deaths.get(digest) ?? 0) >= DEATHS,
  };
}
