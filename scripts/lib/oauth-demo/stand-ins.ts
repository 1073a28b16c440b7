// Both providers on this machine, and the variables that lead the gateway to them.
import { randomBytes } from 'node:crypto';
import { startGitHub, type GitHubStandIn } from './github.ts';
import { startGoogle, type GoogleStandIn } from './google.ts';

export interface StandIns {
  google: GoogleStandIn;
  github: GitHubStandIn;
  /** For the gateway. */
  vars: Record<string, string>;
  stop(): void;
}

/** Starts both for one client. `publicUrl`: where that client is reached. */
export async function startStandIns(publicUrl: string): Promise<StandIns> {
  const client = (provider: string) => ({
    id: `mediahub-${provider}`,
    secret: randomBytes(24).toString('base64url'),
    redirect_uris: [new URL(`/auth/${provider}/callback`, publicUrl).href],
  });
  const [forGitHub, forGoogle] = [client('github'), client('google')];
  const [github, google] = [await startGitHub(forGitHub), await startGoogle(forGoogle)];
  const vars = {
    PUBLIC_URL: publicUrl,
    GITHUB_CLIENT_ID: forGitHub.id,
    GITHUB_CLIENT_SECRET: forGitHub.secret,
    GITHUB_AUTHORIZE_URL: `${github.url}/login/oauth/authorize`,
    GITHUB_TOKEN_URL: `${github.url}/login/oauth/access_token`,
    GITHUB_USER_URL: `${github.url}/user`,
    GOOGLE_CLIENT_ID: forGoogle.id,
    GOOGLE_CLIENT_SECRET: forGoogle.secret,
    GOOGLE_ISSUER: google.url,
    GOOGLE_AUTHORIZE_URL: `${google.url}/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${google.url}/token`,
    GOOGLE_JWKS_URL: `${google.url}/jwks`,
  };
  const stop = () => [github, google].forEach(({ server }) => void server.close());
  return { google, github, vars, stop };
}
