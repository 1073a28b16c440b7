// The benchmarks, one URL each: /append?clients=16&times=100. They answer the milliseconds of each try.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';
import { appends, bareAppends, streamOf, visible } from './appends.ts';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';
import * as library from './library.ts';
import { fillUploads, rebuild } from './rebuilds.ts';
import { caughtUp, fillLog } from './log.ts';
import * as sagas from './sagas.ts';

/** The least that a list can cost. */
export class Bare extends WorkerEntrypoint<Env> {
  async list(userId: string): Promise<unknown[]> {
    const sql = 'SELECT * FROM media WHERE generation = 1 AND user_id = ?1 ORDER BY position DESC LIMIT 50';
    return (await this.env.MEDIA_DB.prepare(sql).bind(userId).all()).results;
  }
}

/** The least that an append can cost: one row in a Durable Object. */
export class BareStream extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, data TEXT NOT NULL)');
  }

  append(data: string): Promise<number> {
    const sql = 'INSERT INTO events (data) VALUES (?) RETURNING version';
    return Promise.resolve(this.ctx.storage.sql.exec<{ version: number }>(sql, data).one().version);
  }
}

const BENCHMARKS: Record<string, (env: Env, n: (name: string) => number) => Promise<unknown>> = {
  append: (env, n) => appends(env, n('clients'), n('times')),
  'bare-append': (env, n) => bareAppends(env, n('clients'), n('times')),
  visible: (env, n) => visible(env, n('times')),
  stream: (env, n) =>
    streamOf(env, n('length'), n('times'), { snapshots: n('snapshots') === 1, appending: n('appending') === 1 }),
  upload: (env, n) => sagas.uploads(env, n('times')),
  list: (env, n) => library.list(env, n('times')),
  bare: (env, n) => library.bare(env, n('times')),
  'bare-and-list': (env, n) => library.bareAndList(env, n('times')),
  'fill-log': (env, n) => fillLog(env, n('size')),
  'catch-up': (env) => caughtUp(env),
  'fill-uploads': (env, n) => fillUploads(env, n('events')),
  ...Object.fromEntries(
    READ_MODELS.flatMap((name) => [
      [`rebuild-${name}`, (env: Env) => rebuild(env, name, false)],
      [`rebuild-${name}-alone`, (env: Env) => rebuild(env, name, true)],
    ]),
  ),
  'fill-library': (env, n) => library.fill(env, n('size')),
  'fill-sagas': (env, n) => sagas.fill(env, n('size')),
};

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const run = BENCHMARKS[pathname.slice(1)];
    if (!run) return new Response('no such benchmark', { status: 404 });
    const answer = await run(env, (name) => Number(searchParams.get(name) ?? 0));
    return Response.json(answer ?? {});
  },
} satisfies ExportedHandler<Env>;
