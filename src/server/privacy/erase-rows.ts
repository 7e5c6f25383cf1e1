import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { attendances, enrolments, erasedTotals } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { storedFiles } from '../files/tables.ts';
import { accounts, centres, persons } from '../identity/tables.ts';
import { mails } from '../notifications/tables.ts';
import { columnOf, ownRows, personalTables } from './personal-tables.ts';
import { personCentres } from '../cohorts/membership.ts';
import type { Leftovers } from './tables.ts';

/**
 * No row tells of the person any more, as the inventory says for each table: own rows are gone, columns of others'
 * rows are emptied; the numbers of cohorts still count the person. Returns the names of files that must go as well.
 */
export async function eraseRows(tx: Context, personId: string): Promise<Leftovers> {
  const leftovers = { mails: await mailIds(tx, personId), files: await deleteRestrictedFiles(tx, personId) };
  await countErased(tx, personId);
  await emptyCentreContacts(tx, personId);
  await emptyInOthersRows(tx, personId);
  await deleteMailsWithoutPerson(tx, personId);
  const owned = personalTables().filter(({ name, data }) => data.owner !== null && name !== 'person');
  owned.sort((a, b) => Number(isBranch(a.name)) - Number(isBranch(b.name)));
  for (const each of owned) await tx.db.delete(each.table).where(ownRows(tx.db, each, personId) ?? sql`false`);
  await tx.db.delete(persons).where(eq(persons.id, personId));
  return leftovers;
}

/** Other rows hang on these, so they go after them. */
const isBranch = (name: string): boolean => name === 'account' || name === 'enrolment';

async function mailIds(tx: Context, personId: string): Promise<string[]> {
  return (await tx.db.select({ id: mails.id }).from(mails).where(eq(mails.personId, personId))).map(({ id }) => id);
}

/** Public files, such as a logo, belong to the centre that shows them. */
async function deleteRestrictedFiles(tx: Context, personId: string): Promise<string[]> {
  const gone = await tx.db
    .delete(storedFiles)
    .where(and(eq(storedFiles.storedBy, personId), eq(storedFiles.access, 'restricted')))
    .returning({ id: storedFiles.id });
  return gone.map(({ id }) => id);
}

async function countErased(tx: Context, personId: string): Promise<void> {
  const places = await tx.db
    .select({ of: enrolments.cohortId })
    .from(enrolments)
    .where(eq(enrolments.personId, personId));
  const attended = await tx.db
    .select({ what: attendances.status, of: attendances.liveSessionId })
    .from(attendances)
    .where(eq(attendances.personId, personId));
  for (const total of [...places.map(({ of }) => ({ what: 'enrolment' as const, of })), ...attended])
    await tx.db
      .insert(erasedTotals)
      .values({ ...total, count: 1 })
      .onConflictDoUpdate({
        target: [erasedTotals.what, erasedTotals.of],
        set: { count: sql`${erasedTotals.count} + 1` },
      });
}

/** A centre may name the person as its contact, by words and without an id. */
async function emptyCentreContacts(tx: Context, personId: string): Promise<void> {
  const [person] = await tx.db
    .select({
      givenName: persons.givenName,
      familyName: persons.familyName,
      contactEmail: persons.contactEmail,
      email: accounts.email,
    })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(eq(persons.id, personId));
  if (person === undefined) return;
  const name = `${person.givenName} ${person.familyName}`;
  const addresses = [person.contactEmail, person.email].map((address) => address?.toLowerCase());
  const isName = (value: string | null) => value !== null && value.toLowerCase().includes(name.toLowerCase());
  const isAddress = (value: string | null) => value !== null && addresses.includes(value.toLowerCase());
  for (const id of await personCentres(tx, personId)) {
    const [centre] = await tx.db.select().from(centres).where(eq(centres.id, id));
    if (centre === undefined) continue;
    await tx.db
      .update(centres)
      .set({
        ...(isName(centre.contactName) ? { contactName: null, contactPhone: null } : {}),
        ...(isAddress(centre.contactEmail) ? { contactEmail: null } : {}),
        ...(isName(centre.mailSenderName) ? { mailSenderName: null } : {}),
        // At least one value, or there is nothing to set.
        mailReplyTo: isAddress(centre.mailReplyTo) ? null : centre.mailReplyTo,
      })
      .where(eq(centres.id, id));
  }
}

async function emptyInOthersRows(tx: Context, personId: string): Promise<void> {
  for (const { table, data } of personalTables())
    for (const [name, entry] of Object.entries(data.columns)) {
      if (entry.is !== 'of-another' || entry.erasure !== 'emptied') continue;
      const { key, column } = columnOf(table, name);
      await tx.db
        .update(table)
        .set({ [key]: null })
        .where(eq(column, personId));
    }
}

/** A mail to the sign-in address from before somebody had it as a person. A contact address may be another's as well. */
async function deleteMailsWithoutPerson(tx: Context, personId: string): Promise<void> {
  const addresses = tx.db.select({ email: accounts.email }).from(accounts).where(eq(accounts.personId, personId));
  await tx.db.delete(mails).where(and(isNull(mails.personId), inArray(mails.toAddress, addresses)));
}
