// The sweeper: a Durable Object for its alarm (cron triggers do not fire on one machine). It remembers how far it has
// looked, a page of keys an alarm, and sleeps when nothing is left that could become an orphan.
import { DurableObject } from 'cloudflare:workers';
import type { Env } from './env.ts';
import { sweepPage, type Window } from './sweeping/sweep.ts';

/** Younger files are left alone: their event may still be on its way. */
export const AGE_MS = 3_600_000;
const TRY_AGAIN_MS = 60_000;

interface Pass extends Window {
  cursor: string | undefined;
  young: number | null;
}

export class Sweeper extends DurableObject<Env> {
  /** Makes sure that a sweep will come for a file that is about to be stored. */
  async arm(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + AGE_MS);
  }

  /** Where the event store does not answer nothing is judged, and the page is looked at again a minute later. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    try {
      const next = await this.sweep(now);
      if (next !== null) await this.ctx.storage.setAlarm(next);
    } catch (error) {
      console.warn(JSON.stringify({ level: 'warn', sweeper: 'try again', error: String(error) }));
      await this.ctx.storage.setAlarm(now + TRY_AGAIN_MS);
    }
  }

  /**
   * Looks at one page and answers when to go on; null when the bucket is clean. A crash before the page is noted lets
   * the alarm come again, and with it the same page.
   */
  async sweep(now: number): Promise<number | null> {
    const { kv } = this.ctx.storage;
    const pass = kv.get<Pass>('pass') ?? {
      after: kv.get<number>('swept_until') ?? 0,
      until: now - AGE_MS,
      cursor: undefined,
      young: null,
    };
    const page = await sweepPage({ files: this.env.FILES, store: this.env.EVENTS }, pass, pass.cursor);
    const young = Math.min(pass.young ?? Infinity, page.young ?? Infinity);
    if (page.cursor !== undefined) {
      kv.put<Pass>('pass', { ...pass, cursor: page.cursor, young: Number.isFinite(young) ? young : null });
      return now;
    }
    kv.delete('pass');
    kv.put('swept_until', pass.until);
    return Number.isFinite(young) ? young + AGE_MS : null;
  }
}
