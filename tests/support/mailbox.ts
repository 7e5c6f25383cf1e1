import { rowsOf } from './database.ts';
import type { TestServer } from './server.ts';

/** Bodies of the mails in the outbox to an address, the latest last; what a person would read in the mailbox. */
export async function mailsTo(server: TestServer, email: string): Promise<string[]> {
  const rows = await rowsOf(server.databaseFile, 'select body_text from mail where to_address = ? order by rowid', [
    email,
  ]);
  return rows.map((row) => String(row['body_text']));
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
