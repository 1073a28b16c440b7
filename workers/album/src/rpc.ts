// What other Workers may ask of album: the sagas their commands, the subscription its deliveries. Translation only.
import { WorkerEntrypoint } from 'cloudflare:workers';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import { rebuildStep, rebuildSteps } from '#shared/engine/projection/rebuild';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { AlbumPort } from '#shared/mediahub/ports/album';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ReadModelPort, RebuildSteps } from '#shared/engine/ports/rebuild';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { busyWhenContended } from '#shared/engine/saga/participant';
import { albums } from './aggregates.ts';
import type { AlbumCommand } from './domain/decide-album.ts';
import type { Env } from './env.ts';
import { mediaEligibility } from './media.ts';
import { albumsProjection } from './projections/albums/project.ts';
import { takeOutGoneMedia } from './reactions/take-out.ts';
import { removeFromEveryAlbum } from './remove-from-every-album.ts';

/** The album steps of the sagas. Every command may come again with the same command_id: it gets its first answer. */
export class AlbumRpc extends WorkerEntrypoint<Env> implements AlbumPort {
  /** `accepted`: MediaAddedToAlbum with saga_id and step is on its way. `already`: the entry existed. */
  async addToDefaultAlbum(context: SagaContext, { media_id }: { media_id: string }): Promise<CommandReply> {
    const media = await mediaEligibility(this.env.READER, media_id);
    const { user_id: owner, saga_id } = context;
    return this.#toDefaultAlbum(context, { type: 'addToDefault', owner, media_id, media, saga_id });
  }

  /** Leaves a tombstone in the stream, entry or not: a late add of this saga is rejected `saga_compensated`. */
  undoAddToDefaultAlbum(context: SagaContext, { media_id }: { media_id: string }): Promise<CommandReply> {
    return this.#toDefaultAlbum(context, { type: 'undoAdd', media_id, saga_id: context.saga_id });
  }

  /** `busy` while the read model is behind the log, `already` when no album of the owner holds the media. */
  removeFromEveryAlbum(context: SagaContext, { media_id }: { media_id: string }): Promise<CommandReply> {
    return busyWhenContended(removeFromEveryAlbum(this.env, context, media_id));
  }

  #toDefaultAlbum(context: SagaContext, command: AlbumCommand): Promise<CommandReply> {
    return albums.reply(this.env.EVENTS, defaultAlbumId(context.user_id), command, context);
  }
}

/** Consumer of the subscription `album`: first the policy, then rows and checkpoint in one batch. */
export class AlbumConsumer extends WorkerEntrypoint<Env> implements ReadModelPort {
  async deliver(delivery: Delivery): Promise<Delivered> {
    const { part, calls } = await takeOutGoneMedia(this.env, delivery);
    const delivered = await deliver(this.env.DB, albumsProjection(this.env.DB), part);
    const isThere = part.to_id !== undefined && delivered.checkpoint === part.to;
    return { ...delivered, ...(isThere ? { event_id: part.to_id } : {}), ...(calls > 0 ? { calls } : {}) };
  }

  async deliverParked(event: LoggedEvent): Promise<void> {
    await takeOutGoneMedia(this.env, { from: event.position - 1, to: event.position, events: [event] });
    await deliverParked(this.env.DB, albumsProjection(this.env.DB), event);
  }

  /** One step of a rebuild. The rows only: no policy, no hint. */
  rebuild<Step extends keyof RebuildSteps>(step: Step, ...args: Parameters<RebuildSteps[Step]>) {
    return rebuildStep(rebuildSteps(this.env.DB, albumsProjection(this.env.DB)), step, args);
  }
}
