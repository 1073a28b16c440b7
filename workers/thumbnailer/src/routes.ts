// The public surface: health and nothing else. The decoder is reached over a service binding only (see rpc.ts).
import { Hono } from 'hono';
import { notFound, onError } from '#shared/http/problem';

const app = new Hono();
app.onError(onError);
app.notFound(notFound);
app.get('/health', (c) => c.json({ status: 'ok' }));

export default app;
