// One's own account: sessions, personal access tokens and linked providers, and what can be done with them. Each change shows
// at once: the list is asked again.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { read, write } from '../../api/http.ts';
import type { ProviderName } from './providers.ts';

export interface Session {
  id: string;
  current: boolean;
  device: string | null;
  place: string | null;
  created_at: string;
  last_used_at: string;
}

export const SCOPES = ['read', 'write', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Token {
  id: string;
  name: string;
  scopes: Scope[];
  expires_at: string;
  last_used_at: string | null;
}

export interface NewToken {
  name: string;
  scopes: Scope[];
  expires_in_days: number;
}

export interface Identity {
  provider: string;
  display_name: string;
  email: string;
  linked_at: string;
}

type Part = 'sessions' | 'tokens' | 'identities';

const useMine = <T>(part: Part) =>
  useQuery({
    queryKey: ['account', part],
    staleTime: 0,
    queryFn: ({ signal }) => read<T[]>(`/api/v1/me/${part}`, { signal }),
  });

export const useSessions = () => useMine<Session>('sessions');
export const useTokens = () => useMine<Token>('tokens');
export const useIdentities = () => useMine<Identity>('identities');

function useChange<Input, Output>(part: Part, change: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['account', part] }),
  });
}

/** Ends one session; null ends all others. */
export const useEndSession = () =>
  useChange('sessions', (id: string | null) =>
    write('DELETE', id === null ? '/api/v1/me/sessions?except=current' : `/api/v1/me/sessions/${id}`),
  );

/** The answer holds the token, for the one time that it is shown. */
export const useMakeToken = () =>
  useChange(
    'tokens',
    async (wanted: NewToken) => (await write<{ token: string }>('POST', '/api/v1/me/tokens', wanted)).data.token,
  );

export const useRevokeToken = () =>
  useChange('tokens', (id: string) => write('DELETE', `/api/v1/me/tokens/${id}`));

export const useUnlink = () =>
  useChange('identities', (provider: string) => write('DELETE', `/api/v1/me/identities/${provider}`));

/** Leaves for the provider; it sends the browser back. */
export const useLink = () =>
  useMutation({
    mutationFn: async (name: ProviderName) => {
      const { data } = await write<{ authorize_url: string }>('POST', `/auth/${name}/link`);
      location.assign(data.authorize_url);
    },
  });
