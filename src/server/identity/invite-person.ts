import { eq } from 'drizzle-orm';
import type { Invitee } from '#domain/identity/invitation-list.ts';
import { newId } from '#platform/random.ts';
import { accessMail, invitationMail, type Invited } from '#text/access-mails.ts';
import { paths } from '../../paths.ts';
import type { Context } from '../context.ts';
import { createLink, LINK_LIFETIME_HOURS } from './links.ts';
import { mailPerson } from './mail-person.ts';
import { accounts, persons } from './tables.ts';

/**
 * The person with this sign-in address has an account, and a mail is on its way: to somebody new, or not yet
 * here, with a link to accept; to somebody known with the news. A known person keeps the own name.
 * The caller has asked for the right, adds the role, and tells nobody which of both it was.
 */
export async function invitePerson(
  tx: Context,
  invitee: Invitee,
  invited: Invited & { centreId: string },
): Promise<{ personId: string; accountId: string }> {
  const [known] = await tx.db
    .select({
      id: accounts.id,
      personId: accounts.personId,
      acceptedAt: accounts.acceptedAt,
      deactivatedAt: accounts.deactivatedAt,
    })
    .from(accounts)
    .where(eq(accounts.email, invitee.email));
  const account = known ?? (await addPerson(tx, invitee, invited.centreId));
  await mailInvitation(tx, account, invited);
  return { personId: account.personId, accountId: account.id };
}

/** What has to be known of an account to write to its owner. */
export type InvitedAccount = Pick<typeof accounts.$inferSelect, 'id' | 'personId' | 'acceptedAt' | 'deactivatedAt'>;

/** The mail about an access is in the outbox; nothing is sent to who could not use it. */
export async function mailInvitation(
  tx: Context,
  account: InvitedAccount,
  invited: Invited & { centreId: string },
): Promise<void> {
  if (account.deactivatedAt !== null) return;
  const mail =
    account.acceptedAt === null
      ? invitationMail(invited, {
          href: tx.origin + paths.invitation(await createLink(tx, { kind: 'invitation', accountId: account.id })),
          days: LINK_LIFETIME_HOURS.invitation / 24,
        })
      : accessMail(invited, tx.origin + paths.signIn());
  await mailPerson(tx, { personId: account.personId, centreId: invited.centreId }, mail);
}

async function addPerson(tx: Context, { givenName, familyName, email }: Invitee, centreId: string) {
  const [personId, id] = [newId(), newId()];
  await tx.db
    .insert(persons)
    .values({ id: personId, givenName, familyName, contactEmail: email, centreId, createdAt: tx.now });
  await tx.db.insert(accounts).values({ id, personId, email, createdAt: tx.now });
  return { id, personId, acceptedAt: null, deactivatedAt: null };
}
