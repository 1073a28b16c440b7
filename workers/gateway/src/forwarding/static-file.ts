// The web UI's files. A page of the UI has no file of its own: its address gets the UI, which finds its way by itself. An
// address that names a file gets that file or a 404, never the UI: a missing script answered with HTML is a riddle.
import { Problem } from '#shared/http/problem';

/** The build puts a hash of the content into these names: another content is another address. */
const isHashed = (pathname: string): boolean => pathname.startsWith('/assets/');
const isFile = (pathname: string): boolean => isHashed(pathname) || /\.[^/]*$/.test(pathname);

function forEver(answer: Response): Response {
  const kept = new Response(answer.body, answer);
  kept.headers.set('cache-control', 'public, max-age=31536000, immutable');
  return kept;
}

/** @throws Problem not_found */
export async function staticFile(request: Request, assets: Fetcher): Promise<Response> {
  const answer = await assets.fetch(request);
  const { pathname } = new URL(request.url);
  if (answer.status !== 404) return isHashed(pathname) && answer.status < 400 ? forEver(answer) : answer;
  if (isFile(pathname)) throw new Problem('not_found');
  return assets.fetch(new Request(new URL('/', request.url), request));
}
