/** How far a person has come with the account; `none`: the person has no account. */
export type AccountState = 'none' | 'invited' | 'active' | 'deactivated';

/** The state of an account by its two dates; null for a person who has none. */
export function accountState(account: { acceptedAt: Date | null; deactivatedAt: Date | null } | null): AccountState {
  if (account === null) return 'none';
  if (account.deactivatedAt !== null) return 'deactivated';
  return account.acceptedAt === null ? 'invited' : 'active';
}
