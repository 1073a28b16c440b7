// The floors: the least that a request, a query of 50 rows and an append to a Durable Object cost over HTTP in workerd.
// No router, no login, no JSON but the rows. Plain JavaScript, so that it runs as it is.
import { DurableObject } from 'cloudflare:workers';

const LIST = 'SELECT * FROM media WHERE generation = 1 AND user_id = ?1 ORDER BY position DESC LIMIT 50';

export class BareStream extends DurableObject {
  /** @param {DurableObjectState} ctx @param {unknown} env */
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS events (version INTEGER PRIMARY KEY, data TEXT NOT NULL)');
  }

  /** @param {string} data */
  append(data) {
    const { sql } = this.ctx.storage;
    return sql.exec('INSERT INTO events (data) VALUES (?) RETURNING version', data).one().version;
  }
}

const create = `CREATE TABLE media (generation INTEGER, id TEXT, user_id TEXT, filename TEXT, content_type TEXT, size INTEGER,
  sha256 TEXT, status TEXT, width INTEGER, height INTEGER, uploaded_at TEXT, updated_at TEXT, position INTEGER)`;
const index = 'CREATE INDEX media_by_owner ON media (generation, user_id, position)';
const fill = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
  INSERT INTO media SELECT 1, 'media-0192f0c1-0000-7000-8000-' || i, 'user', 'picture ' || i || '.jpg', 'image/jpeg', 80000,
    hex(randomblob(32)), 'processed', 640, 480, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', i FROM n`;

const kept = 'CREATE TABLE kept (key TEXT PRIMARY KEY)';

/** What an upload with its saga makes: a content, a media item, a saga and a notification, each an object of its own. */
const MADE = ['content', 'media', 'saga', 'notification'];

/** @param {Request} request @param {{ DB: D1Database, FILES: R2Bucket }} env */
async function put(request, env) {
  const key = crypto.randomUUID();
  await env.FILES.put(key, await request.arrayBuffer());
  await env.DB.prepare('INSERT INTO kept (key) VALUES (?1)').bind(key).run();
}

export default {
  /** @param {Request} request @param {{ DB: D1Database, FILES: R2Bucket, STREAM: DurableObjectNamespace<BareStream> }} env */
  async fetch(request, env) {
    switch (new URL(request.url).pathname) {
      case '/list':
        return Response.json((await env.DB.prepare(LIST).bind('user').all()).results);
      case '/append':
        return Response.json(
          await env.STREAM.getByName(crypto.randomUUID().slice(0, 1)).append(await request.text()),
        );
      case '/append-new':
        return Response.json(await env.STREAM.getByName(crypto.randomUUID()).append(await request.text()));
      case '/put':
        await put(request, env);
        return new Response('put');
      case '/put-new':
        await put(request, env);
        await Promise.all(MADE.map((data) => env.STREAM.getByName(crypto.randomUUID()).append(data)));
        return new Response('put');
      case '/migrate':
        await env.DB.batch([create, index, kept, fill].map((sql) => env.DB.prepare(sql)));
        return new Response('done');
      default:
        return new Response('not found', { status: 404 });
    }
  },
};
