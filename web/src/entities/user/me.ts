// The logged-in user. No script can read the session cookie, so asking /me is the only way to know.
import { onlineManager, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Me } from '#shared/mediahub/api/account';
import { createContext, use } from 'react';
import { ApiProblem, postBlind, read } from '../../api/http.ts';

const ME_KEY = ['me'] as const;

/** The user, or null when no one is logged in. */
async function fetchMe(signal: AbortSignal): Promise<Me | null> {
  try {
    return await read('GET /api/v1/me', { signal });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export const useMe = () => useQuery({ queryKey: ME_KEY, queryFn: ({ signal }) => fetchMe(signal) });

/** Logs in as the default developer, or as a named one. */
export function useDevLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (login: string | null) => postBlind('/auth/dev-token', login === null ? undefined : { login }),
    onSuccess: () => client.invalidateQueries({ queryKey: ME_KEY }),
  });
}

/** Back to the login page; the next user finds nothing of what this one was shown. */
export function forgetSession(client: QueryClient): void {
  client.setQueryData(ME_KEY, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] });
}

/** A question that is still out when the session ends would be refused: those under way are given up, no other begins. */
async function logOut(client: QueryClient): Promise<void> {
  onlineManager.setOnline(false);
  try {
    await client.cancelQueries();
    await postBlind('/auth/logout');
    forgetSession(client);
  } finally {
    onlineManager.setOnline(true);
  }
}

/** Ends the session, here and on the server. */
export function useLogout(options: { onError: (error: Error) => void }) {
  const client = useQueryClient();
  return useMutation({
    ...options,
    mutationFn: () => logOut(client),
  });
}

export const UserContext = createContext<Me | null>(null);

/** The logged-in user; only below SessionGate. */
export function useUser(): Me {
  const user = use(UserContext);
  if (!user) throw new Error('useUser is only for what a logged-in user sees');
  return user;
}
