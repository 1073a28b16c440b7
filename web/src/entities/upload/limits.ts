// How large a request, a file and a part may be: the server says it, once per session.
import type { Limits } from '#shared/mediahub/media/limits';
import { read } from '../../api/http.ts';

let asked: Promise<Limits> | undefined;

/** Asked again after a failure. */
export const limits = (): Promise<Limits> =>
  (asked ??= read('GET /api/v1/limits').catch((error: unknown) => {
    asked = undefined;
    throw error;
  }));
