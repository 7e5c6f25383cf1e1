import { eq } from 'drizzle-orm';
import type { Cookie } from 'lucia';
import { normalisedEmail } from '#domain/identity/email-address.ts';
import { passwordProblem, type PasswordProblem } from '#domain/identity/password.ts';
import { newId } from '#platform/random.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { consumeLink, findLink } from './links.ts';
import type { Sessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { accounts, persons, roles } from './tables.ts';

/** A new installation has its operator, who is signed in; the link that it printed is used up. */
export async function createFirstOperator(
  ctx: Context,
  sessions: Sessions,
  input: {
    token: string;
    givenName: string;
    familyName: string;
    email: string;
    password: string;
    device: string | null;
  },
): Promise<{ problem: PasswordProblem | 'email-invalid' | 'email-taken' } | { cookie: Cookie }> {
  const { token, givenName, familyName, password, device } = input;
  if ((await findLink(ctx, token, ['installation'])) === null) throw new Refusal('expired', 'link');
  const email = normalisedEmail(input.email);
  if (email === null) return { problem: 'email-invalid' };
  const problem = passwordProblem(password, { email, names: [givenName, familyName] });
  if (problem !== null) return { problem };
  const passwordHash = await hashNewPassword(password);
  return inTransaction(ctx, async (tx) => {
    const { db, now } = tx;
    const [taken] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email));
    if (taken !== undefined) return { problem: 'email-taken' };
    await consumeLink(tx, token, ['installation']);
    const [personId, accountId] = [newId(), newId()];
    await db.insert(persons).values({ id: personId, givenName, familyName, contactEmail: email, createdAt: now });
    await db.insert(accounts).values({ id: accountId, personId, email, passwordHash, createdAt: now });
    await db.insert(roles).values({ id: newId(), personId, role: 'operator', since: now });
    await recordAudit(tx, {
      action: 'operator-created',
      target: { kind: 'person', id: personId },
      centreId: null,
    });
    return { cookie: await startSession(tx, sessions, accountId, { method: 'link', device }) };
  });
}
