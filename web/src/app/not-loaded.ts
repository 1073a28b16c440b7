// A page whose code does not come: the server is away, or was started again with other files. React and the browser keep such a
// failure, so only loading the document again helps; it is done once the server answers, as a browser's own error page has no way back.
import { ApiProblem } from '../api/http.ts';

const NOT_LOADED = 'page_not_loaded';

/** @throws always */
export function notLoaded(): never {
  throw new ApiProblem(0, NOT_LOADED, 'The code of this page did not come.', null, null);
}

export const isNotLoaded = (error: Error): boolean => error instanceof ApiProblem && error.code === NOT_LOADED;

export const loadAgain = (): void =>
  void fetch(location.href, { method: 'HEAD' }).then(
    ({ ok }) => ok && location.reload(),
    () => undefined,
  );
