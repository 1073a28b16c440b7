// One's own account: sessions, personal access tokens and linked providers, and what can be done with them. Each change shows
// at once: the list is asked again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Identity, NewToken, Scope, Session, Token } from '#shared/mediahub/api/account';
import { read, write, type Written } from '../../api/http.ts';
import type { ProviderName } from './providers.ts';

export type { Identity, NewToken, Scope, Session, Token };

/** The gateway refuses every other one. */
export const SCOPES = ['read', 'write', 'operator'] as const satisfies Scope[];

type Part = 'sessions' | 'tokens' | 'identities';

const useMine = <T>(part: Part, ask: (signal: AbortSignal) => Promise<T>) =>
  useQuery({ queryKey: ['account', part], staleTime: 0, queryFn: ({ signal }) => ask(signal) });

export const useSessions = () => useMine('sessions', (signal) => read('GET /api/v1/me/sessions', { signal }));
export const useTokens = () => useMine('tokens', (signal) => read('GET /api/v1/me/tokens', { signal }));
export const useIdentities = () =>
  useMine('identities', (signal) => read('GET /api/v1/me/identities', { signal }));

function useChange<Input, Output>(part: Part, change: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['account', part] }),
  });
}

/** Ends one session; null ends all others. */
export const useEndSession = () =>
  useChange('sessions', async (id: string | null): Promise<Written> =>
    id === null
      ? write('DELETE /api/v1/me/sessions', { query: { except: 'current' } })
      : write('DELETE /api/v1/me/sessions/:id', { path: { id } }),
  );

/** The answer holds the token, for the one time that it is shown. */
export const useMakeToken = () =>
  useChange(
    'tokens',
    async (wanted: NewToken) => (await write('POST /api/v1/me/tokens', { body: wanted })).data.token,
  );

export const useRevokeToken = () =>
  useChange('tokens', (id: string) => write('DELETE /api/v1/me/tokens/:id', { path: { id } }));

export const useUnlink = () =>
  useChange('identities', (provider: string) =>
    write('DELETE /api/v1/me/identities/:provider', { path: { provider } }),
  );

/** Leaves for the provider; it sends the browser back. */
export const useLink = () =>
  useMutation({
    mutationFn: async (name: ProviderName) => {
      const { data } = await write(`POST /auth/${name}/link`);
      location.assign(data.authorize_url);
    },
  });
