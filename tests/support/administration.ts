import { accounts, sessions } from '#server/identity/tables.ts';
import { eq } from 'drizzle-orm';
import { inTransaction } from '#server/context.ts';
import { inDays, NOW, personId, type PersonName, type World } from './world.ts';

/** Ids of the roles that somebody has. */
export async function roleIds(world: World, person: PersonName, role: string): Promise<string[]> {
  const rows = await world.rows(`select id from role where person_id = '${personId(person)}' and role = '${role}'`);
  return rows.map(({ id }) => String(id));
}

/** The person is signed in; `stillSignedIn` tells whether that has ended. */
export async function signInBefore(world: World, person: PersonName, id = `before-${person}`): Promise<void> {
  await inTransaction(world.as(null), ({ db }) =>
    db.insert(sessions).values({
      id,
      accountId: `account-${person}`,
      createdAt: NOW,
      expiresAt: inDays(30),
      method: 'password',
    }),
  );
}

export const stillSignedIn = async (world: World, person: PersonName): Promise<boolean> =>
  (await world.rows(`select id from session where account_id = 'account-${person}'`)).length > 0;

/** Sets the dates that an account's state follows from. */
export async function setAccount(
  world: World,
  person: PersonName,
  dates: Partial<Pick<typeof accounts.$inferInsert, 'acceptedAt' | 'deactivatedAt'>>,
): Promise<void> {
  await inTransaction(world.as(null), ({ db }) =>
    db
      .update(accounts)
      .set(dates)
      .where(eq(accounts.personId, personId(person))),
  );
}

/** What is audited, in short. */
export const audited = async (world: World): Promise<string[]> =>
  (await world.rows('select action, target_id, centre_id from audit_entry order by sequence')).map(
    ({ action, target_id: target, centre_id: centre }) => `${String(action)} ${String(target)} ${String(centre)}`,
  );

/** Mails that wait, as `kind to subject`. */
export const queued = async (world: World): Promise<string[]> =>
  (await world.rows('select kind, to_address, subject from mail order by rowid')).map(
    ({ kind, to_address: to, subject }) => `${String(kind)} ${String(to)} ${String(subject)}`,
  );
