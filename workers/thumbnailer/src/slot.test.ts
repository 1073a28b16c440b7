import { describe, expect, it } from 'vitest';
import { decoderSlot } from './slot.ts';

const slot = () => decoderSlot({ lease_ms: 1000, turn_ms: 100, max_wait_ms: 250 });

describe('the decoder slot', () => {
  it('is held by one at a time', () => {
    const take = slot();
    const first = take(0);
    expect(first.taken).toBe(true);
    expect(take(1).taken).toBe(false);
    if (first.taken) first.release(2, 0);
    expect(take(2).taken).toBe(true);
  });

  it('gives each that comes in vain a later turn, up to the longest wait', () => {
    const take = slot();
    take(0);
    expect([take(0), take(0), take(0), take(0)]).toEqual(
      [100, 200, 250, 250].map((retry_after_ms) => ({ taken: false, retry_after_ms })),
    );
    expect(take(150)).toEqual({ taken: false, retry_after_ms: 200 });
  });

  it('is free again when the lease of a holder that vanished is over', () => {
    const take = slot();
    take(0);
    expect(take(999).taken).toBe(false);
    expect(take(1000).taken).toBe(true);
  });

  it('is not given back by a holder whose lease is over', () => {
    const take = slot();
    const late = take(0);
    take(1000);
    if (late.taken) late.release(1000, 0);
    expect(take(1001).taken).toBe(false);
  });

  it('gives turns that are as long as the last decode', () => {
    const take = slot();
    const first = take(0);
    if (first.taken) first.release(40, 40);
    take(40);
    expect([take(40), take(40)]).toEqual([40, 80].map((retry_after_ms) => ({ taken: false, retry_after_ms })));
  });
});
