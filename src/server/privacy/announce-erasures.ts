import { dayIn, HOUSE_ZONE } from '#domain/cohorts/calendar.ts';
import { after } from '#domain/privacy/period.ts';
import { PERSON_RULES } from '#domain/privacy/personal-data.ts';
import { paths } from '#paths.ts';
import { erasureAnnouncedMail } from '#text/erasure-mails.ts';
import { inTransaction, type Context } from '../context.ts';
import { mailPerson } from '../identity/mail-person.ts';
import { holdsOf } from './hold-participation.ts';
import { inactivePersons } from './inactive-persons.ts';
import { erasureRequests } from './tables.ts';

/** Who has not taken part for long is told by mail and erased later, unless the person asks to stay; how many. */
export async function announceErasures(ctx: Context): Promise<number> {
  const dueAt = after(ctx.now, PERSON_RULES.warning);
  const ids = await inactivePersons(ctx);
  for (const personId of ids)
    await inTransaction(ctx, async (tx) => {
      const announced = { reason: 'retention', requestedAt: tx.now, dueAt, keptAt: null } as const;
      await tx.db
        .insert(erasureRequests)
        .values({ personId, ...announced })
        .onConflictDoUpdate({ target: erasureRequests.personId, set: announced });
      const mail = { dueOn: dayIn(HOUSE_ZONE, dueAt), holds: await holdsOf(tx, personId) };
      await mailPerson(
        tx,
        { personId },
        erasureAnnouncedMail({ ...mail, page: `${tx.origin}${paths.accountErasure}` }),
      );
    });
  return ids.length;
}
