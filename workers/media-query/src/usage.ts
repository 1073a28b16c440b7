// How much a user keeps: for the gateway's quota. Compensated uploads have given their files back.
import { WorkerEntrypoint } from 'cloudflare:workers';
import { activeGeneration } from '#shared/engine/projection/generations';
import type { LibraryPort, Usage } from '#shared/mediahub/ports/library';
import type { Env } from './env.ts';

export class LibraryRpc extends WorkerEntrypoint<Env> implements LibraryPort {
  async usage(userId: string): Promise<Usage> {
    const row = await this.env.DB.prepare(
      `SELECT COUNT(*) AS files, COALESCE(SUM(size), 0) AS bytes FROM media
       WHERE generation = ${activeGeneration('media')} AND user_id = ?1 AND status <> 'compensated'`,
    )
      .bind(userId)
      .first<Usage>();
    return row ?? { files: 0, bytes: 0 };
  }
}
