// What others may ask of the accounts: whether they know someone, and nothing about them.

export interface AccountsPort {
  /**
   * Those of these users of whom there is no account: it was restored to before they signed up. At most 100 a call.
   * @throws when more are asked for
   */
  unknownAmong(userIds: readonly string[]): Promise<string[]>;
}
