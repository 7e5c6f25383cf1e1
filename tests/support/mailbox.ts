import { mailFolder, readMailFile } from '#platform/mail-files.ts';
import { rowsOf } from './database.ts';
import type { TestServer } from './server.ts';

/** What the mails to an address say, the latest last: from the outbox, or from the file that the worker made of it. */
export async function mailsTo(server: TestServer, email: string): Promise<string[]> {
  const rows = await rowsOf(
    server.databaseFile,
    'select id, queued_at, body_text from mail where to_address = ? order by rowid',
    [email],
  );
  const folder = mailFolder(server.dataDir);
  return Promise.all(
    rows.map(async (row) => {
      const mail = { id: String(row['id']), queuedAt: new Date(Number(row['queued_at'])) };
      return String(row['body_text']) || ((await readMailFile(folder, mail)) ?? '');
    }),
  );
}

/** The six digits in the latest mail to an address. */
export async function codeTo(server: TestServer, email: string): Promise<string> {
  const code = /^ {4}(\d{6})$/m.exec((await mailsTo(server, email)).at(-1) ?? '')?.[1];
  if (code === undefined) throw new Error(`no code was sent to ${email}`);
  return code;
}

/** Where the link of the latest mail to an address leads, without the origin. */
export async function linkTo(server: TestServer, email: string): Promise<string> {
  const path = new RegExp(`${server.origin}(/\\S+)`).exec((await mailsTo(server, email)).at(-1) ?? '')?.[1];
  if (path === undefined) throw new Error(`no link was sent to ${email}`);
  return path;
}
