// How a user is called on the page.
import type { Me } from '#shared/mediahub/api/account';

/** A development user goes by the login name: the API's name of the default one is in one language only. */
export const displayNameOf = ({
  provider,
  display_name,
  email,
}: Pick<Me, 'provider' | 'display_name' | 'email'>) =>
  provider === 'dev' ? email.replace(/@localhost$/, '') : display_name;
