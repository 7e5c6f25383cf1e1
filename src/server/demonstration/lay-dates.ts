import { eq } from 'drizzle-orm';
import { dayIn } from '#domain/cohorts/calendar.ts';
import { cohorts, liveSessions } from '../cohorts/tables.ts';
import { inTransaction, type Context } from '../context.ts';
import { DEMO_COHORT, DEMO_ZONE, demonstrationDates } from './plan.ts';
import { demonstrations } from './tables.ts';

/** The demonstration's dates lie around today; nothing happens in a database that is none, or twice on one day. */
export async function layDates(ctx: Context): Promise<void> {
  const today = dayIn(DEMO_ZONE, ctx.now);
  await inTransaction(ctx, async ({ db }) => {
    const [demonstration] = await db.select().from(demonstrations);
    if (demonstration === undefined || demonstration.laidAround === today) return;
    const { startsOn, endsOn, sessions } = demonstrationDates(today);
    await db.update(cohorts).set({ startsOn, endsOn }).where(eq(cohorts.id, DEMO_COHORT.id));
    for (const { id, startsAt, endsAt } of sessions)
      await db.update(liveSessions).set({ startsAt, endsAt }).where(eq(liveSessions.id, id));
    await db.update(demonstrations).set({ laidAround: today });
  });
}
