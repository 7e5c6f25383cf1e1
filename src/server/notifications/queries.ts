import { and, desc, eq, lte, sql, type SQL } from 'drizzle-orm';
import type { MailLine } from '#domain/notifications/mail-line.ts';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import { mails } from './tables.ts';

/** Mails on a page. */
export const MAILS_PER_PAGE = 50;

export interface MailPage {
  mails: MailLine[];
  /** Counted from 1. */
  page: number;
  hasMore: boolean;
}

/** Mails in the name of a centre, newest first; what they say is not for its coordinators. */
export async function centreMails(ctx: Context, centreId: string, page: number): Promise<MailPage> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  return mailPage(ctx, page, eq(mails.centreId, centreId));
}

/** Mails of the whole installation, newest first. */
export async function installationMails(ctx: Context, page: number): Promise<MailPage> {
  authorize(ctx, { action: 'installation:manage', on: {} });
  return mailPage(ctx, page, undefined);
}

async function mailPage(ctx: Context, page: number, which: SQL | undefined): Promise<MailPage> {
  const rows = await ctx.db
    .select({
      id: mails.id,
      subject: mails.subject,
      to: mails.toAddress,
      senderName: mails.senderName,
      queuedAt: mails.queuedAt,
      sentAt: mails.sentAt,
      failedAt: mails.failedAt,
      dueAt: mails.dueAt,
      tries: mails.tries,
      lastProblem: mails.lastProblem,
      hasContent: sql<number>`${mails.bodyText} <> ''`,
    })
    .from(mails)
    .where(and(which, lte(mails.queuedAt, ctx.now)))
    .orderBy(desc(mails.queuedAt), desc(sql`rowid`))
    .limit(MAILS_PER_PAGE + 1)
    .offset((page - 1) * MAILS_PER_PAGE);
  return {
    mails: rows.slice(0, MAILS_PER_PAGE).map(({ hasContent, ...mail }) => ({
      ...mail,
      canBeRetried: mail.failedAt !== null && hasContent === 1,
    })),
    page,
    hasMore: rows.length > MAILS_PER_PAGE,
  };
}

/** The centre in whose name a mail is, null for the installation's own; undefined when there is no such mail. */
export async function mailForRetry(
  tx: Context,
  mailId: string,
): Promise<{ centreId: string | null; canBeRetried: boolean } | undefined> {
  const [mail] = await tx.db
    .select({ centreId: mails.centreId, failedAt: mails.failedAt, bodyText: mails.bodyText })
    .from(mails)
    .where(eq(mails.id, mailId));
  return mail && { centreId: mail.centreId, canBeRetried: mail.failedAt !== null && mail.bodyText !== '' };
}
