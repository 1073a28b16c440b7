// The sweeper: a Durable Object for its alarm (cron triggers do not fire on one machine). It remembers how far it has
// looked, a page of keys an alarm, and sleeps when nothing is left that could become an orphan.
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { pause } from '#shared/engine/runtime/deadline';
import type { Env } from './env.ts';
import { sweepPage, type Window } from './sweeping/sweep.ts';

/** Younger files are left alone: their event may still be on its way. */
export const AGE_MS = 3_600_000;
const TRY_AGAIN_MS = 60_000;
/**
 * From one sweep to the next. Each lists the bucket whole, and in a library that is in use another file comes of age every few
 * seconds. What no store could judge waits as long: a restore needs a person, and an outage may last.
 */
export const PAUSE_MS = 10 * 60_000;
/** Between two checks of files without an event: an append that takes longer has failed. */
const UNKNOWN_MS = 60_000;
/** So often it begins with the oldest file: a bucket that was put back has files again that were judged long ago. */
const ALL_AGAIN_MS = 7 * 24 * AGE_MS;

/** Before the id of a media whose upload is being completed. */
const AWAITED = 'awaited ';

interface Pass extends Window {
  cursor: string | undefined;
  young: number | null;
  undecided?: number | null;
}

const earlier = (a: number | null | undefined, b: number | null): number | null =>
  a === null || a === undefined ? b : b === null ? a : Math.min(a, b);

export class Sweeper extends DurableObject<Env> {
  /** Makes sure that a sweep will come for a file that is about to be stored. */
  async arm(awaited?: string): Promise<void> {
    if (awaited !== undefined) this.ctx.storage.kv.put(AWAITED + awaited, true);
    const now = Date.now();
    const at = await this.ctx.storage.getAlarm();
    // An alarm that is overdue fires in a moment; one beyond the longest wait was set by a clock that has gone back since.
    if (at !== null && (at <= now || isAhead(at, now, AGE_MS))) return;
    await this.ctx.storage.setAlarm(now + AGE_MS);
  }

  async release(mediaId: string): Promise<void> {
    this.ctx.storage.kv.delete(AWAITED + mediaId);
  }

  /** Where the event store does not answer nothing is judged, and the page is looked at again a minute later. */
  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, TRY_AGAIN_MS, async () => {
      const now = Date.now();
      const next = await this.sweep(now);
      if (next !== null) await this.ctx.storage.setAlarm(Math.min(next, now + AGE_MS));
    });
  }

  protected wait(): Promise<void> {
    return pause(UNKNOWN_MS);
  }

  /** A full sweep, now and then and after the clock went back: files stored in between were never checked. */
  #window(until: number, now: number): Window {
    const { kv } = this.ctx.storage;
    const [swept, all] = [kv.get<number>('swept_until') ?? 0, kv.get<number>('all_swept_at') ?? 0];
    return { after: swept <= until && isAhead(all + ALL_AGAIN_MS, now, ALL_AGAIN_MS) ? swept : 0, until };
  }

  /**
   * Looks at one page and answers when to go on; null when the bucket is clean. A crash before the page is noted lets
   * the alarm come again, and with it the same page.
   */
  async sweep(now: number): Promise<number | null> {
    const { kv } = this.ctx.storage;
    const until = now - AGE_MS;
    const kept = kv.get<Pass>('pass');
    // One that was begun by a clock that has gone back since is started over.
    const pass =
      kept && kept.until <= until ? kept : { ...this.#window(until, now), cursor: undefined, young: null };
    const stores = {
      files: this.env.FILES,
      store: this.env.EVENTS,
      wait: () => this.wait(),
      isAwaited: (id: string) => kv.get(AWAITED + id) === true,
    };
    const page = await sweepPage(stores, pass, pass.cursor);
    const young = earlier(pass.young, page.young);
    const undecided = earlier(pass.undecided, page.undecided);
    if (page.cursor !== undefined) {
      kv.put<Pass>('pass', { ...pass, cursor: page.cursor, young, undecided });
      return now;
    }
    kv.delete('pass');
    // What could not be judged is not passed: the next sweep begins with the oldest of it.
    kv.put('swept_until', undecided === null ? pass.until : undecided - 1);
    if (pass.after === 0) kv.put('all_swept_at', now);
    const next = earlier(young === null ? null : young + AGE_MS, undecided);
    return next === null ? null : Math.max(next, now + PAUSE_MS);
  }
}
