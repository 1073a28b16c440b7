// Where one can log in, and what is not configured: asked before anyone is logged in.
import { useQuery } from '@tanstack/react-query';
import type { Providers } from '#shared/mediahub/api/account';
import { read } from '../../api/http.ts';

export type ProviderName = 'github' | 'google';

export type Provider = Providers['providers'][number];

export const useProviders = () =>
  useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => read('GET /auth/providers', { signal }) });

/** Off to the provider, and back to where the browser is now. */
export const loginAddress = (name: ProviderName, from: string): string =>
  `/auth/${name}?${new URLSearchParams({ return_to: from }).toString()}`;
