// One upload in parts: a Durable Object that keeps which parts have come, with their etags and hashes, since an R2 binding
// cannot list them. Its storage is all that has to survive a reload, a kill and a day; it ends itself by an alarm.
// R2 and this object share no transaction. In each case the client, or the alarm, does the step again:
//   a part is in R2 and not noted: it is sent again and replaces itself
//   the object is complete and not noted: completing finds the object there
//   the media is registered and not noted: registering again gives the first answer
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import { backoffMs } from '#shared/engine/runtime/backoff';
import { log } from '#shared/engine/runtime/log';
import type { Metadata } from '#shared/engine/event/envelope';
import { newId } from '#shared/mediahub/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { UPLOAD_TTL_SECONDS } from '#shared/mediahub/media/limits';
import type { Env } from '../env.ts';
import type { PartedUploadPort } from '../objects.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { finish, isThere } from './finish.ts';
import type { PartedUpload as PartedView } from '#shared/mediahub/api/upload';
import {
  expectedSize,
  hasLostParts,
  HOLD_MS,
  missingParts,
  partCount,
  type Done,
  type NotedPart,
  type Plan,
} from './plan.ts';

const TTL_MS = UPLOAD_TTL_SECONDS * 1000;
const TRY_AGAIN_MS = 30_000;
/** More than a week: by then R2 has ended the parts. */
const TRY_LATER = { base_ms: TRY_AGAIN_MS, cap_ms: 60 * 60_000 };
const MOST_TRIES = 400;
/** To join and read what may have two gigabytes. */
const FINISH_MS = 9 * 60_000;
/** Between the two looks: no part takes longer. */
const LEFT_ALONE_MS = 10 * 60_000;

type State =
  | { status: 'open'; touched: number }
  /** Completion was requested: from now on the alarm continues it, with or without another request. */
  | { status: 'completing'; touched: number; metadata: Metadata }
  | { status: 'done'; touched: number; done: Done };

export class PartedUpload extends DurableObject<Env> implements PartedUploadPort {
  readonly #kv = this.ctx.storage.kv;
  readonly #sql = this.ctx.storage.sql;
  #finishing: Promise<Done> | undefined;
  readonly #senders = new Map<number, { sender: string; until: number }>();

  /** Begins. A crash behind R2's own beginning leaves parts that R2 ends by itself after a week. */
  async begin(plan: Pick<Plan, 'user_id' | 'filename' | 'size'>): Promise<PartedView> {
    const media_id = newId('media');
    const { uploadId } = await this.env.FILES.createMultipartUpload(originalKey(media_id));
    this.#sql.exec('CREATE TABLE parts (n INTEGER PRIMARY KEY, etag TEXT NOT NULL, sha256 TEXT NOT NULL)');
    this.#kv.put<Plan>('plan', { ...plan, media_id, r2_upload_id: uploadId, content_type: null });
    await this.#touch();
    return this.#view(this.#plan());
  }

  /** What there is; null for an upload that has ended, or is another user's. */
  async view(userId: string): Promise<PartedView | null> {
    const plan = this.#own(userId);
    return plan && this.#view(plan);
  }

  /** Where a part goes; null as in `view`. */
  async plan(userId: string): Promise<{ plan: Plan; open: boolean } | null> {
    const plan = this.#own(userId);
    return plan && { plan, open: this.#state().status === 'open' };
  }

  /**
   * One sender a part: of two at once R2 keeps the one that it was given last, and which that was cannot be seen from here. Held
   * in memory, and only as long as it is asked for again: a vanished sender does not block the next one.
   */
  async hold(n: number, sender: string): Promise<boolean> {
    const held = this.#senders.get(n);
    const now = Date.now();
    if (held && held.sender !== sender && isAhead(held.until, now, HOLD_MS)) return false;
    this.#senders.set(n, { sender, until: now + HOLD_MS });
    return true;
  }

  async release(n: number, sender: string): Promise<void> {
    if (this.#senders.get(n)?.sender === sender) this.#senders.delete(n);
  }

  /** Notes a part that is in R2. The first one says what the file is. */
  async note(part: NotedPart, content_type?: string): Promise<PartedView> {
    const plan = this.#plan();
    if (content_type !== undefined) this.#kv.put<Plan>('plan', { ...plan, content_type });
    const { n, etag, sha256 } = part;
    this.#sql.exec('INSERT OR REPLACE INTO parts (n, etag, sha256) VALUES (?, ?, ?)', n, etag, sha256);
    await this.#touch();
    return this.#view(this.#plan());
  }

  /** Combines the parts into a media item, once; or says which are missing. */
  async complete(userId: string, metadata: Metadata): Promise<Done | { missing: number[] } | null> {
    const plan = this.#own(userId);
    if (!plan) return null;
    const state = this.#state();
    if (state.status === 'done') {
      if (await isThere(this.env, state.done)) return state.done;
      // A restore of the log and the streams has taken the media away, and not these bytes: they are registered again. Those that
      // were there already went, and have to be sent again.
      if (state.done.media_id !== plan.media_id) return this.#end(plan).then(() => null);
      this.#kv.put<State>('state', { status: 'completing', touched: Date.now(), metadata });
    }
    const missing = missingParts(plan, this.#parts());
    if (missing.length > 0) return { missing };
    if (state.status === 'open')
      this.#kv.put<State>('state', { status: 'completing', touched: Date.now(), metadata });
    await this.ctx.storage.setAlarm(Date.now() + TRY_AGAIN_MS);
    return this.#finish().catch(async (error: unknown) => {
      // No try can bring them back: the client has to begin again.
      if (!hasLostParts(error)) throw error;
      await this.#end(plan);
      return null;
    });
  }

  /** Ends it and deletes its parts. False as in `view`, or when it is already a media item. */
  async abort(userId: string): Promise<boolean> {
    const plan = this.#own(userId);
    if (!plan || this.#state().status !== 'open') return false;
    await this.#end(plan);
    return true;
  }

  /** Continues completing, or ends an upload that was idle for a day. A failure is retried, but not forever. */
  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, TRY_AGAIN_MS, async () => {
      const plan = this.#kv.get<Plan>('plan');
      if (!plan) return;
      const state = this.#state();
      if (state.status === 'completing') await this.#finishOrTryLater(plan);
      else if (Date.now() >= state.touched + TTL_MS) await this.#endUnlessTouched(plan);
      else await this.ctx.storage.setAlarm(state.touched + TTL_MS);
    });
  }

  /**
   * Its bytes are all here, and it was asked for: a store that is away for days is waited for, as long as R2 keeps the parts.
   * Counted in tries, since a clock may be set.
   */
  async #finishOrTryLater(plan: Plan): Promise<void> {
    try {
      await this.#finish();
    } catch (error) {
      const tries = (this.#kv.get<number>('tries') ?? 0) + 1;
      const isOver = tries > MOST_TRIES;
      log(isOver ? 'error' : 'warn', 'an upload is not completed', { media_id: plan.media_id, tries, error });
      if (isOver || hasLostParts(error)) return this.#end(plan);
      this.#kv.put('tries', tries);
      await this.ctx.storage.setAlarm(Date.now() + backoffMs(TRY_LATER, tries, Math.random()));
    }
  }

  /** Looked at twice: by a clock that was set far ahead, an upload under way looks left alone; its next part says otherwise. */
  async #endUnlessTouched(plan: Plan): Promise<void> {
    if (this.#kv.get<boolean>('ending') === true) return this.#end(plan);
    this.#kv.put('ending', true);
    await this.ctx.storage.setAlarm(Date.now() + LEFT_ALONE_MS);
  }

  /** One at a time: callers during a run wait for its result. */
  #finish(): Promise<Done> {
    const run = async (): Promise<Done> => {
      const state = this.#state();
      if (state.status === 'done') return state.done;
      if (state.status === 'open') throw new Error('this upload has no request to complete it');
      const done = await finish(this.env, this.#plan(), this.#parts(), state.metadata);
      this.#kv.put<State>('state', { status: 'done', touched: Date.now(), done });
      await this.ctx.storage.setAlarm(Date.now() + TTL_MS);
      return done;
    };
    // One that hangs must not be the last one: every step may be done again.
    this.#finishing ??= inTime(FINISH_MS, 'completing', run()).finally(() => (this.#finishing = undefined));
    return this.#finishing;
  }

  /** The parts of one that is a file now are no parts any more. While R2 is away nothing ends: they would stay forever. */
  async #end(plan: Plan): Promise<void> {
    if (this.#state().status !== 'done')
      await this.env.FILES.resumeMultipartUpload(originalKey(plan.media_id), plan.r2_upload_id)
        .abort()
        .catch((error: unknown) => {
          if (!hasLostParts(error)) throw error;
        });
    await this.env.SWEEPER.getByName(SWEEPER).release(plan.media_id);
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  async #touch(): Promise<void> {
    const touched = Date.now();
    this.#kv.delete('ending');
    if (this.#state().status === 'open') this.#kv.put<State>('state', { status: 'open', touched });
    await this.ctx.storage.setAlarm(touched + TTL_MS);
  }

  #state = (): State => this.#kv.get<State>('state') ?? { status: 'open', touched: Date.now() };

  #plan(): Plan {
    const plan = this.#kv.get<Plan>('plan');
    if (!plan) throw new Error('this upload has ended');
    return plan;
  }

  #own(userId: string): Plan | null {
    const plan = this.#kv.get<Plan>('plan');
    return plan?.user_id === userId ? plan : null;
  }

  #parts = (): NotedPart[] =>
    this.#sql
      .exec<{ n: number; etag: string; sha256: string }>('SELECT n, etag, sha256 FROM parts ORDER BY n')
      .toArray();

  #view(plan: Plan): PartedView {
    const { touched, status } = this.#state();
    return {
      id: this.ctx.id.toString(),
      filename: plan.filename,
      size: plan.size,
      part_bytes: expectedSize(plan.size, 1),
      parts: partCount(plan.size),
      received: this.#parts().map(({ n }) => n),
      status: status === 'done' ? 'completed' : 'open',
      expires_at: new Date(touched + TTL_MS).toISOString(),
    };
  }
}
