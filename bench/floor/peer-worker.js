// What PEER_WORKER expects, as small as it can be: an event store that is one table in D1, without outbox, projections or sagas. Put
// an event store of your choice in its place and bundle it into one file: `esbuild peer.js --bundle --format=esm
// --external:cloudflare:* --outfile=peer.mjs`. Plain JavaScript, so that it runs as it is.

const CREATE = `CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
  data TEXT NOT NULL, UNIQUE (stream, version))`;
const APPEND = 'INSERT INTO events (stream, version, data) VALUES (?1, ?2, ?3)';

export default {
  /** @param {Request} request @param {{ DB: D1Database }} env */
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/migrate') {
      await env.DB.prepare(CREATE).run();
      return new Response('done');
    }
    if (pathname !== '/append') return new Response('not found', { status: 404 });
    // Each client appends so many times to a stream of its own, one event after the other.
    const [clients, times] = ['clients', 'times'].map((name) => Number(searchParams.get(name)));
    let errors = 0;
    const client = async () => {
      const stream = crypto.randomUUID();
      for (let version = 1; version <= (times ?? 0); version++)
        await env.DB.prepare(APPEND)
          .bind(stream, version, JSON.stringify({ name: 'bench' }))
          .run()
          .catch(() => errors++);
    };
    const began = Date.now();
    await Promise.all(Array.from({ length: clients ?? 0 }, client));
    return Response.json({ total_ms: Date.now() - began, errors });
  },
};
