// The queue before the decoder: waiting work costs nothing, is called when the decoder is free, and never waits for all of another
// user's work.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { env, rpc, saga, someone, uploaded } from '../../test/env.ts';
import { decodes, png, sent } from '../../test/thumbnailer.ts';
import { fakes } from '../../test/worker.ts';
import { DecoderQueue } from '../DecoderQueue.ts';
import { AWAY_MOST_MS } from './queue-wait.ts';

afterEach(() => void vi.restoreAllMocks());

/** Holds the decoder until it is let go. Each request lives in a context of its own, so both sides poll. */
function held(): { go(): void; taken(): Promise<true> } {
  const gate = { taken: false, open: false };
  fakes.thumbnailer = async (request) => {
    gate.taken = true;
    await eventually(() => gate.open || undefined);
    return decodes(request);
  };
  return { go: () => void (gate.open = true), taken: () => eventually(() => gate.taken || undefined) };
}

/** Waits until this many have entered the queue. */
function inLine(): (count: number) => Promise<true> {
  const asked = vi.spyOn(DecoderQueue.prototype, 'inTurn');
  return (count) => eventually(() => asked.mock.calls.length >= count || undefined);
}

const process = (user: string, media_id: string) => rpc().process(saga(user), { media_id });
const processedInOrder = () =>
  fakes.store.log.filter((event) => event.event_type === 'MediaProcessed').map((event) => event.aggregate_id);

describe('the queue before the decoder', () => {
  it('reads no stream and no file for what still waits, and calls it when it is its turn', async () => {
    const user = someone();
    const [first, second] = [await uploaded(user, png()), await uploaded(user, png())];
    const [gate, line] = [held(), inLine()];
    const one = process(user, first);
    await gate.taken();
    const read = vi.spyOn(fakes.store, 'readStream');
    const two = process(user, second);
    await line(2);
    expect(read).not.toHaveBeenCalled();
    gate.go();
    expect([await one, await two]).toEqual([{ status: 'accepted' }, { status: 'accepted' }]);
    expect(sent).toHaveLength(2);
  });

  it("serves another user's work before the rest of a long line", async () => {
    const [many, single] = [someone(), someone()];
    const theirs: string[] = [];
    for (let n = 0; n < 6; n++) theirs.push(await uploaded(many, png()));
    const mine = await uploaded(single, png());
    const [gate, line] = [held(), inLine()];
    const first = process(many, theirs[0] ?? '');
    await gate.taken();
    const rest = theirs.slice(1).map((id) => process(many, id));
    const last = process(single, mine);
    await line(7);
    gate.go();
    await Promise.all([first, ...rest, last]);
    const order = processedInOrder().filter((id) => id === mine || theirs.includes(id));
    expect(order.indexOf(mine)).toBeLessThanOrEqual(2);
  });

  it('sends work away at once when the line of its user is full, with a time to come back, and reads nothing', async () => {
    const user = someone();
    const id = await uploaded(user, png());
    const [gate, line] = [held(), inLine()];
    const waiting = [process(user, id)];
    await gate.taken();
    for (let n = 0; n < 256; n++) waiting.push(process(user, id));
    await line(257);
    const read = vi.spyOn(fakes.store, 'readStream');
    const away = [await process(user, id), await process(user, id)];
    for (const one of away)
      expect(one).toMatchObject({ status: 'busy', retry_after_ms: expect.any(Number) as number });
    expect(read).not.toHaveBeenCalled();
    gate.go();
    await Promise.all(waiting);
  });

  it('says to the work that it sends away when it moves, and only then: a long queue is not stuck', async () => {
    const user = someone();
    const queue = env.DECODER.getByName(`line of ${user}`);
    const gates = Array.from({ length: 3 }, () => Promise.withResolvers<boolean>());
    const turns: Promise<unknown>[] = gates.map((gate) => queue.inTurn(user, () => gate.promise));
    for (let n = 0; n < 256; n++) turns.push(queue.inTurn(user, () => Promise.resolve(true)));
    const away = async () => queue.inTurn(user, () => Promise.resolve(true));
    await expect.poll(away).toMatchObject({ done: false });
    expect(await away()).not.toHaveProperty('progressed');
    gates[0]?.resolve(false);
    await turns[0];
    expect(await away(), 'nothing was done in that turn').not.toHaveProperty('progressed');
    gates[1]?.resolve(true);
    await turns[1];
    // Some have room and wait. All behind them get `progressed`, for many more come than there are turns.
    const asked = Array.from({ length: 10 }, away);
    await expect.poll(away).toMatchObject({ done: false });
    vi.useFakeTimers({ now: Date.now() + AWAY_MOST_MS, toFake: ['Date'] });
    expect(await away(), 'nothing has been done for long').not.toHaveProperty('progressed');
    vi.useRealTimers();
    gates[2]?.resolve(true);
    const sentAway = (await Promise.all(asked)).filter(({ done }) => !done);
    expect(sentAway.length).toBeGreaterThan(1);
    for (const one of sentAway) expect(one).toMatchObject({ progressed: true });
    await Promise.all(turns);
  });

  it('rests after a turn for half of the time that it took', async () => {
    const user = someone();
    const queue = env.DECODER.getByName(`line of ${user}`);
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    let ended = 0;
    let begun = 0;
    const first = queue.inTurn(user, () => {
      vi.setSystemTime(Date.now() + 600);
      ended = performance.now();
      return Promise.resolve(true);
    });
    const second = queue.inTurn(user, () => {
      begun = performance.now();
      return Promise.resolve(true);
    });
    await Promise.all([first, second]);
    vi.useRealTimers();
    // A timer may be off by a millisecond.
    expect(begun - ended).toBeGreaterThanOrEqual(295);
  });

  it('is not stopped by work that fails at once', async () => {
    const user = someone();
    const queue = env.DECODER.getByName(`line of ${user}`);
    const broken = () => {
      throw new Error('its caller has gone');
    };
    expect(await queue.inTurn(user, broken)).toEqual({ done: true });
    expect(await queue.inTurn(user, () => Promise.resolve(true))).toEqual({ done: true });
  });

  it('goes on when the work of a turn fails', async () => {
    const user = someone();
    const id = await uploaded(user, png());
    fakes.thumbnailer = () => new Response(null, { status: 500 });
    await expect((async () => process(user, id))()).rejects.toThrow('500');
    fakes.thumbnailer = decodes;
    expect(await process(user, id)).toEqual({ status: 'accepted' });
  });
});
