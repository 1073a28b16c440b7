// The steps of the saga album_export. Every command may come again with the same command_id: it gets its first answer.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Metadata } from '#shared/engine/event/envelope';
import { derivedUuid } from '#shared/engine/event/ids';
import type { ExporterPort } from '#shared/mediahub/ports/exporter';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { sagaMetadata } from '#shared/engine/saga/participant';
import { albumExports } from './aggregates.ts';
import { collect } from './collect.ts';
import { keepDraft, readDraft } from './manifest-draft.ts';
import type { ZipFile } from './domain/contents.ts';
import type { ExportCommand } from './domain/export.ts';
import { downloadMs, type Env } from './env.ts';
import { sortOut } from './lost-files.ts';
import { deleteExport, readManifest, settleManifest } from './manifest.ts';
import { TooManyWait, Turns } from '#shared/engine/runtime/turns';
import { once } from './under-way.ts';
import { NothingToWrite, writeNext, type Wrote } from './write.ts';

type Args = { export_id: string };

/** Bytes have passed within the lease: however long a ZIP takes, this is not a wait without end. */
const BUSY: CommandReply = { status: 'busy', retry_after_ms: 1_000, progressed: true };

/** A part is through, or some of the album is: the next call goes on behind it. */
const NEXT: CommandReply = { status: 'busy', retry_after_ms: 50, progressed: true };

/** A hundred exports at once would read and write side by side, and let no request in between. */
const turns = new Turns({ at_once: 1, lease_ms: 1_000, wait_ms: 15_000, waiting: { all: 1_024, each: 256 } });

const rejected = (code: string, reason: string): CommandReply => ({ status: 'rejected', code, reason });

export class ExporterRpc extends WorkerEntrypoint<Env> implements ExporterPort {
  collect(context: SagaContext, { export_id }: Args): Promise<CommandReply> {
    return this.#once(context, `collect ${export_id}`, async (alive) => {
      const { state } = await albumExports.load(this.env.EVENTS, export_id);
      if (!('album_id' in state)) return rejected('export_discarded', 'This export is not there any more.');
      const { user_id: owner, album_id } = state;
      const draft = await readDraft(this.env.EXPORTS, export_id);
      const collected = await collect(this.env.EVENTS, { owner, album_id, draft, alive });
      if ('code' in collected) return rejected(collected.code, collected.reason);
      if ('looked' in collected) {
        // A crash before the next line has the same streams read again.
        await keepDraft(this.env.EXPORTS, export_id, collected);
        return NEXT;
      }
      const files = await settleManifest(this.env.EXPORTS, export_id, collected.files);
      // A crash here leaves a list that no event speaks of: asked again this list counts, undone it is deleted.
      const bytes = files.reduce((sum, { size }) => sum + size, 0);
      const reply = await this.#run(context, export_id, { type: 'collect', total: files.length, bytes });
      if (reply.status === 'rejected') await deleteExport(this.env.EXPORTS, export_id);
      return reply;
    });
  }

  write(context: SagaContext, { export_id }: Args): Promise<CommandReply> {
    return this.#once(context, `write ${export_id}`, async (alive) => {
      const { state } = await albumExports.load(this.env.EVENTS, export_id);
      if (state.status !== 'collected') return this.#run(context, export_id, { type: 'written', size: 1 });
      const files = state.files ?? (await readManifest(this.env.EXPORTS, export_id));
      if (!files) return rejected('export_discarded', 'The list of its files is gone.');
      const wrote = await this.#writeNext(context, export_id, files, alive);
      if ('gone' in wrote) return rejected('media_gone', wrote.gone);
      if ('done' in wrote) return this.#further(context, export_id);
      // A crash here leaves a ZIP that no event speaks of: asked again its end is written again, undone it is deleted.
      const reply = await this.#run(context, export_id, { type: 'written', ...wrote });
      // Discarded in the meantime: what came too late goes again.
      if (reply.status === 'rejected') await deleteExport(this.env.EXPORTS, export_id);
      return reply;
    });
  }

  /** Behind a part: the next one is another invocation's, unless what came too late has to go again. */
  async #further(context: SagaContext, export_id: string): Promise<CommandReply> {
    const { state } = await albumExports.load(this.env.EVENTS, export_id);
    if (state.status === 'collected') return NEXT;
    await deleteExport(this.env.EXPORTS, export_id);
    return this.#run(context, export_id, { type: 'written', size: 1 });
  }

  /** Without those whose originals are lost, which a list in the ZIP names. */
  async #writeNext(
    context: SagaContext,
    id: string,
    files: readonly ZipFile[],
    alive: () => void,
  ): Promise<Wrote | { gone: string }> {
    const from = { bucket: this.env.MEDIA_FILES, streams: this.env.EVENTS };
    const progressed = (done: number) => this.#progress(context, id, done, files.length);
    try {
      return await writeNext({
        env: this.env,
        id,
        files,
        progressed,
        alive,
        sort: (some) => sortOut(some, from, alive),
      });
    } catch (error) {
      if (error instanceof NothingToWrite) return { gone: error.message };
      throw error;
    }
  }

  /**
   * When it is the user's turn; a line that is long moves on all the same. The work goes on when the saga has stopped waiting for
   * it: asked again, this answers `busy`, or the result.
   */
  async #once(
    { user_id }: SagaContext,
    id: string,
    work: (alive: () => void) => Promise<CommandReply>,
  ): Promise<CommandReply> {
    const working = turns.run(user_id, () => once(id, () => Date.now(), work));
    this.ctx.waitUntil(working.catch(() => undefined));
    const reply = await working.catch((error: unknown) => {
      if (error instanceof TooManyWait) return null;
      throw error;
    });
    return reply ?? BUSY;
  }

  /** The shelf knows the end before the event promises it: a crash in between expires something that was never completed, which is harmless. */
  async complete(context: SagaContext, { export_id }: Args): Promise<CommandReply> {
    const at = Date.now() + downloadMs(this.env);
    await this.env.SHELF.getByName(context.user_id).expireAt(export_id, at);
    return this.#run(context, export_id, { type: 'complete', expires_at: new Date(at).toISOString() });
  }

  /** First the tombstone, then the file: a crash in between leaves the file to the next try, and no late write a chance. */
  async discard(context: SagaContext, { export_id, reason }: Args & { reason: string }): Promise<CommandReply> {
    const reply = await this.#run(context, export_id, { type: 'discard', reason });
    await deleteExport(this.env.EXPORTS, export_id);
    return reply;
  }

  #run(context: SagaContext, id: string, command: ExportCommand): Promise<CommandReply> {
    return albumExports.reply(this.env.EVENTS, id, command, context);
  }

  /** Progress for viewers, a few times on the way, as each costs two calls of the event store. A missing one is harmless. */
  async #progress(context: SagaContext, id: string, done: number, total: number): Promise<void> {
    if (done === total || done % Math.ceil(total / 4) !== 0) return;
    const metadata: Metadata = {
      ...sagaMetadata(context),
      command_id: derivedUuid('progress', context.command_id, String(done)),
    };
    await albumExports.handle(this.env.EVENTS, id, { type: 'progress', done }, metadata).catch(() => undefined);
  }
}
