// What the invariant board may ask of the accounts.
import { WorkerEntrypoint } from 'cloudflare:workers';
import { ACCOUNTS_AT_ONCE } from '#shared/mediahub/api/account';
import type { AccountsPort } from '#shared/mediahub/ports/accounts';
import type { Env } from '../env.ts';
import { unknownAmong } from './lost-accounts.ts';

export class AccountsRpc extends WorkerEntrypoint<Env> implements AccountsPort {
  async unknownAmong(userIds: readonly string[]): Promise<string[]> {
    if (userIds.length > ACCOUNTS_AT_ONCE)
      throw new Error(`at most ${ACCOUNTS_AT_ONCE} users are asked for at once`);
    return unknownAmong(this.env.DB, userIds);
  }
}
