// A program that uses the API: it logs in, uploads a file, waits by consistency token until the library shows it, and lists the
// newest ones. `npx node examples/client/upload-and-list.ts photo.jpg [http://localhost:8080]`, while `npm start` runs.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ApiProblem, client, type Send } from '#shared/mediahub/api/client';

/** What the newest media are called, with the uploaded one among them. */
export async function uploadAndList(send: Send, file: File): Promise<string[]> {
  const login = await client(send)('POST /auth/dev-token', { body: {} });
  const bearer = `Bearer ${login.data.token}`;
  const api = client((path, init) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', bearer);
    return send(path, { ...init, headers });
  });

  const body = new FormData();
  body.set('file', file);
  const uploaded = await api('POST /api/v1/media', { body });

  // The write is durable, the read model may be a moment behind: this read waits for it.
  const { data } = await api('GET /api/v1/media', { query: { limit: 10, consistency: uploaded.token } });
  return data.media.map(({ filename, status }) => `${filename} (${status})`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path, base = 'http://localhost:8080'] = process.argv.slice(2);
  if (path === undefined) throw new Error('Name a photo or video.');
  try {
    const file = new File([await readFile(path)], basename(path));
    for (const line of await uploadAndList((to, init) => fetch(base + to, init), file)) console.warn(line);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    console.error(`${error.status} ${error.code}: ${error.message} (trace ${error.traceId})`);
    process.exitCode = 1;
  }
}
