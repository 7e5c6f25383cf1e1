import { deleteMailFilesBefore } from '#platform/mail-files.ts';
import type { MailTransport } from '#platform/mail.ts';
import type { Context } from '#server/context.ts';
import { emptyFailedMails } from '#server/notifications/empty-failed-mails.ts';
import { deleteOldJobRuns } from '#server/operation/delete-old-job-runs.ts';

const MAIL_FILES_KEPT_DAYS = 30;

/** What the inventory of personal data does not list and is too old to be of use is gone; returns how much of it. */
export async function deleteExpired(ctx: Context, { mail }: { mail: MailTransport }): Promise<Record<string, number>> {
  const before = new Date(ctx.now.getTime() - MAIL_FILES_KEPT_DAYS * 86_400_000);
  return {
    failedMails: await emptyFailedMails(ctx),
    mailFiles: await deleteMailFilesBefore(mail.folder, before),
    jobRuns: await deleteOldJobRuns(ctx),
  };
}
