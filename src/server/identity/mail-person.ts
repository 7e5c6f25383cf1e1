import { eq } from 'drizzle-orm';
import type { MailText } from '#text/mails.ts';
import type { Context } from '../context.ts';
import { queueMail } from '../notifications/queue-mail.ts';
import { accounts, centres, persons } from './tables.ts';

/** What a mail is called that comes from no centre. */
const PLATFORM_NAME = 'Digital Maker';

/**
 * A mail to a person is in the outbox: to `to`, else to the sign-in address, else to the contact address.
 * In the name of `centreId`, or of the centre that brought the person in. Without any address nothing is queued.
 */
export async function mailPerson(
  tx: Context,
  recipient: { personId: string; to?: string; centreId?: string | null },
  mail: MailText,
): Promise<void> {
  const [person] = await tx.db
    .select({
      givenName: persons.givenName,
      familyName: persons.familyName,
      contactEmail: persons.contactEmail,
      centreId: persons.centreId,
      email: accounts.email,
    })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(eq(persons.id, recipient.personId));
  const to = recipient.to ?? person?.email ?? person?.contactEmail;
  if (person === undefined || to == null) return;
  const centreId = recipient.centreId === undefined ? person.centreId : recipient.centreId;
  const [centre] = centreId === null ? [] : await tx.db.select().from(centres).where(eq(centres.id, centreId));
  await queueMail(
    tx,
    {
      to,
      personId: recipient.personId,
      centreId,
      senderName: centre?.mailSenderName ?? centre?.name ?? PLATFORM_NAME,
      replyTo: centre?.mailReplyTo ?? centre?.contactEmail ?? null,
      frame: {
        recipientName: `${person.givenName} ${person.familyName}`,
        senderName: centre?.name ?? PLATFORM_NAME,
        contactLines: [centre?.contactName, centre?.contactPhone, centre?.contactEmail].filter((line) => line != null),
      },
    },
    mail,
  );
}
