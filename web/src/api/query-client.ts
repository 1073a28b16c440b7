// The cache of what the API said. Nothing in it grows stale by time: it is fetched again when a live message says
// that something happened, so there is no polling anywhere.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './http.ts';

const MAX_RETRIES = 4;

/** Only what may heal by itself is asked again: the read model is not there yet, too busy, or no answer at all. */
const healsByItself = (error: Error): boolean =>
  error instanceof ApiProblem &&
  (error.code === 'position_not_reached' || error.status === 429 || error.status === 503 || error.status === 0);

const retryDelay = (attempt: number, error: Error): number =>
  error instanceof ApiProblem && error.retryAfterSeconds !== null
    ? error.retryAfterSeconds * 1000
    : Math.min(4000, 300 * 2 ** attempt);

/** `onLoggedOut` is called when any answer says that the session has ended. */
export function createQueryClient(onLoggedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiProblem && error.status === 401) onLoggedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < MAX_RETRIES && healsByItself(error),
        retryDelay,
      },
    },
  });
}
