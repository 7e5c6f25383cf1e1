import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Actor } from '#domain/identity/actor.ts';
import type { PasswordOwner } from '#domain/identity/password.ts';
import { authorize, signedIn } from '../authorize.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accounts, centres, consents, passkeys, persons, sessions } from './tables.ts';

/** An account with what its password must not be. */
export interface AccountOwner {
  accountId: string;
  personId: string;
  givenName: string;
  familyName: string;
  email: string;
  centreName: string | null;
  passwordHash: string | null;
  acceptedAt: Date | null;
}

/** Whose account it is; null for one that is deactivated or gone. */
export async function accountOwner({ db }: Context, accountId: string): Promise<AccountOwner | null> {
  const [owner] = await db
    .select({
      accountId: accounts.id,
      personId: persons.id,
      givenName: persons.givenName,
      familyName: persons.familyName,
      email: accounts.email,
      centreName: centres.name,
      passwordHash: accounts.passwordHash,
      acceptedAt: accounts.acceptedAt,
    })
    .from(accounts)
    .innerJoin(persons, eq(persons.id, accounts.personId))
    .leftJoin(centres, eq(centres.id, persons.centreId))
    .where(and(eq(accounts.id, accountId), isNull(accounts.deactivatedAt)));
  return owner ?? null;
}

/** What the owner's password must not be made of. */
export function passwordOwner(owner: AccountOwner): PasswordOwner {
  const { email, givenName, familyName, centreName } = owner;
  return { email, names: [givenName, familyName, ...(centreName === null ? [] : [centreName])] };
}

/** Who is signed in, as the owner of the account that a command is about to change. */
export function ownAccount(ctx: Context): Actor {
  return authorize(ctx, { action: 'account:manage', on: { personId: signedIn(ctx).personId } });
}

/** The signed-in person's own account: what the page about it shows. */
export async function accountView(ctx: Context) {
  const actor = ownAccount(ctx);
  const owner = await accountOwner(ctx, actor.accountId);
  if (owner === null) throw new Refusal('signed-out');
  const own = await ctx.db
    .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt })
    .from(passkeys)
    .where(eq(passkeys.accountId, actor.accountId))
    .orderBy(passkeys.createdAt);
  const open = await ctx.db
    .select({ id: sessions.id, device: sessions.device, createdAt: sessions.createdAt, method: sessions.method })
    .from(sessions)
    .where(and(eq(sessions.accountId, actor.accountId), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.createdAt));
  const given = await ctx.db
    .select({ text: consents.text, version: consents.version, givenAt: consents.givenAt })
    .from(consents)
    .where(and(eq(consents.personId, actor.personId), isNull(consents.withdrawnAt)));
  return {
    givenName: owner.givenName,
    familyName: owner.familyName,
    email: owner.email,
    hasPassword: owner.passwordHash !== null,
    mustAddPasskey: actor.mustAddPasskey,
    passkeys: own,
    sessions: open.map((session) => ({ ...session, isThis: session.id === actor.sessionId })),
    consents: given,
  };
}
