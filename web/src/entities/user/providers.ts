// Where one can log in, and what is not configured: asked before anybody is logged in.
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/http.ts';

export type ProviderName = 'github' | 'google';

export interface Provider {
  name: ProviderName;
  configured: boolean;
  /** Variables of the gateway that are not set. */
  missing: string[];
  /** What has to be registered at the provider. */
  callback: string;
}

interface Providers {
  dev_login: boolean;
  providers: Provider[];
}

export const useProviders = () =>
  useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => read<Providers>('/auth/providers', { signal }) });

/** Off to the provider, and back to where the browser is now. */
export const loginAddress = (name: ProviderName, from: string): string =>
  `/auth/${name}?${new URLSearchParams({ return_to: from }).toString()}`;
