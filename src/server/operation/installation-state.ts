import { and, count, eq, gte, isNotNull, isNull, lte } from 'drizzle-orm';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import { centres } from '../identity/tables.ts';
import { mails } from '../notifications/tables.ts';
import { jobRuns } from './tables.ts';

/** What failed longer ago is no news. */
const NEWS_DAYS = 14;
const DAY_MS = 86_400_000;

/** What an operator wants to know at a glance. */
export interface InstallationState {
  centres: number;
  /** Due and not sent. */
  waitingMails: number;
  failedMails: number;
  failedRuns: number;
}

/** The installation in numbers, as of now. */
export async function installationState(ctx: Context): Promise<InstallationState> {
  authorize(ctx, { action: 'installation:manage', on: {} });
  const since = new Date(ctx.now.getTime() - NEWS_DAYS * DAY_MS);
  const [[centre], [waiting], [failed], [runs]] = [
    await ctx.db.select({ number: count() }).from(centres),
    await ctx.db
      .select({ number: count() })
      .from(mails)
      .where(and(isNull(mails.sentAt), isNull(mails.failedAt), lte(mails.dueAt, ctx.now))),
    await ctx.db
      .select({ number: count() })
      .from(mails)
      .where(and(isNull(mails.sentAt), isNotNull(mails.failedAt), gte(mails.failedAt, since))),
    await ctx.db
      .select({ number: count() })
      .from(jobRuns)
      .where(and(eq(jobRuns.outcome, 'failed'), gte(jobRuns.startedAt, since))),
  ];
  return {
    centres: centre?.number ?? 0,
    waitingMails: waiting?.number ?? 0,
    failedMails: failed?.number ?? 0,
    failedRuns: runs?.number ?? 0,
  };
}
