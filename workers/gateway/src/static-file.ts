// The web UI's files. A page of the UI has no file of its own: its address gets the UI, which finds its way by itself. An
// address that names a file gets that file or a 404, never the UI: a missing script answered with HTML is a riddle.
import { Problem } from '#shared/http/problem';

const isFile = (pathname: string): boolean => pathname.startsWith('/assets/') || /\.[^/]*$/.test(pathname);

/** @throws Problem not_found */
export async function staticFile(request: Request, assets: Fetcher): Promise<Response> {
  const answer = await assets.fetch(request);
  if (answer.status !== 404) return answer;
  const { pathname } = new URL(request.url);
  if (isFile(pathname)) throw new Problem('not_found');
  return assets.fetch(new Request(new URL('/', request.url), request));
}
