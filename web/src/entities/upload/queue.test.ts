import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, offline } from '../../api/http.ts';
import { AT_ONCE, createUploadQueue } from './queue.ts';
import type { SendFile, SendOptions, Stored } from './send-file.ts';
import { summaryOf } from './summary.ts';

interface Sent extends SendOptions {
  store: (stored: Stored) => void;
  refuse: (problem: ApiProblem) => void;
}

function setUp() {
  const sent: Sent[] = [];
  const send: SendFile = (_, options) =>
    new Promise((store, refuse) => {
      options.signal.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')));
      sent.push({ ...options, store, refuse });
    });
  const queue = createUploadQueue({
    send,
    maxBytes: () => MAX_BYTES,
    onStored: () => undefined,
  });
  const states = () => queue.snapshot().uploads.map(({ state }) => state);
  return { queue, sent, states };
}

const MAX_BYTES = 1000;
const files = (count: number) => Array.from({ length: count }, (_, n) => new File(['x'], `${n}.jpg`));
const busy = new ApiProblem(429, 'busy', 'Busy', null, 2);
const refused = new ApiProblem(415, 'unsupported_media_type', 'No SVG', null, null);
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('the upload queue', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends a few at a time, and the next when one is through', async () => {
    const { queue, sent } = setUp();
    queue.add(files(100));
    expect(sent).toHaveLength(AT_ONCE);
    sent[0]?.store({ mediaId: 'media-1', token: null, duplicate: false });
    await settled();
    expect(sent).toHaveLength(AT_ONCE + 1);
  });

  it('sends a file again with the same key, so that the server takes it in once', async () => {
    const { queue, sent } = setUp();
    queue.add(files(1));
    queue.cancel(queue.snapshot().uploads[0]?.id ?? '');
    await settled();
    queue.retryFailed();
    expect(sent[1]?.idempotencyKey).toBe(sent[0]?.idempotencyKey);
  });

  it('waits as long as a busy server asks for, and then sends by itself', async () => {
    const { queue, sent, states } = setUp();
    queue.add(files(1));
    sent[0]?.refuse(busy);
    await settled();
    expect(states()).toEqual(['queued']);
    expect(queue.snapshot().pause).toMatchObject({ why: busy });
    await vi.advanceTimersByTimeAsync(1999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent[1]?.idempotencyKey).toBe(sent[0]?.idempotencyKey);
    expect(queue.snapshot().pause).toBeNull();
  });

  it('holds a hundred files back while the server is away, fails none of them, and goes on with one as a probe', async () => {
    const { queue, sent, states } = setUp();
    queue.add(files(100));
    for (const one of sent) one.refuse(offline());
    await settled();
    expect(new Set(states())).toEqual(new Set(['queued']));
    expect(sent).toHaveLength(AT_ONCE);

    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(AT_ONCE + 1);
    sent[AT_ONCE]?.store({ mediaId: 'media-1', token: null, duplicate: false });
    await settled();
    expect(sent).toHaveLength(AT_ONCE + 1 + AT_ONCE);
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(5);
  });

  it('waits longer each time as long as nothing gets through, however often that is', async () => {
    const { queue, sent, states } = setUp();
    queue.add(files(1));
    for (let time = 0; time < 20; time++) {
      sent.at(-1)?.refuse(offline());
      await vi.advanceTimersByTimeAsync(30_000);
      expect(sent).toHaveLength(time + 2);
    }
    expect(states()).toEqual(['sending']);
  });

  it('waits no longer when the server is back', async () => {
    const { queue, sent } = setUp();
    queue.add(files(1));
    sent[0]?.refuse(busy);
    await settled();
    queue.wake();
    expect(sent).toHaveLength(2);
  });

  it('sends nothing of one user after they have left', async () => {
    const { queue, sent, states } = setUp();
    queue.add(files(10));
    queue.stop();
    await settled();
    expect(sent.every(({ signal }) => signal.aborted)).toBe(true);
    expect(states()).toEqual([]);
    expect(sent).toHaveLength(AT_ONCE);
  });

  it('shows a refusal with its reason and does not repeat it', async () => {
    const { queue, sent } = setUp();
    queue.add(files(1));
    sent[0]?.refuse(refused);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(queue.snapshot().uploads[0]).toMatchObject({ state: 'failed', error: refused });
    queue.retryFailed();
    expect(sent).toHaveLength(1);
  });

  it('does not even send what is too large', () => {
    const { queue, sent } = setUp();
    const large = new File([], 'large.mp4');
    Object.defineProperty(large, 'size', { value: MAX_BYTES + 1 });
    queue.add([large]);
    expect(sent).toHaveLength(0);
    expect(queue.snapshot().uploads[0]).toMatchObject({ state: 'failed', error: 'too_large' });
  });

  it('cancels one file without touching the others', async () => {
    const { queue, sent, states } = setUp();
    queue.add(files(2));
    queue.cancel(queue.snapshot().uploads[0]?.id ?? '');
    await settled();
    expect(states()).toEqual(['failed', 'sending']);
    expect(sent[1]?.signal.aborted).toBe(false);
  });

  it('sums up how far all of them are', async () => {
    const { queue, sent } = setUp();
    queue.add(files(4));
    sent[0]?.store({ mediaId: 'media-1', token: null, duplicate: false });
    sent[1]?.onProgress(0.5);
    await settled();
    expect(summaryOf(queue.snapshot().uploads)).toMatchObject({
      all: 4,
      stored: 1,
      failed: 0,
      open: 3,
      progress: 0.375,
    });
  });
});
