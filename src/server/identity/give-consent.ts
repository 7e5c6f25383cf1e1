import { and, eq, isNull } from 'drizzle-orm';
import { newId } from '#platform/random.ts';
import { CONSENTS } from '#text/consents.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { consents } from './tables.ts';

/** That the person agreed to the text as it reads now is on record, once. The caller knows who the person is. */
export async function giveConsent(tx: Context, { personId, text }: { personId: string; text: string }): Promise<void> {
  const version = CONSENTS.find(({ id }) => id === text)?.version;
  if (version === undefined) throw new Refusal('invalid');
  const given = await tx.db
    .select({ version: consents.version })
    .from(consents)
    .where(and(eq(consents.personId, personId), eq(consents.text, text), isNull(consents.withdrawnAt)));
  if (given.some((row) => row.version === version)) return;
  await tx.db.insert(consents).values({ id: newId(), personId, text, version, givenAt: tx.now });
}
