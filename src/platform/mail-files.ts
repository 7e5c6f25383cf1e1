import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutgoingMail } from './mail.ts';

/** Which file a mail is in. */
type FiledMail = Pick<OutgoingMail, 'id' | 'queuedAt'>;

/** The folder of mails that did not leave this machine. */
export const mailFolder = (dataDir: string): string => join(dataDir, 'mail');

/** The mail's file; begins with the time, so that names sort by it. Delivered again it is the same file. */
export function mailFile(folder: string, mail: FiledMail): string {
  return join(folder, `${timePart(mail.queuedAt)}_${mail.id}.txt`);
}

/** The mail is a file, whole or not at all; only the owner of the process can read it, because it may hold codes. */
export async function writeMailFile(folder: string, from: string, mail: OutgoingMail): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = mailFile(folder, mail);
  const unfinished = `${file}.part`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(fileText(from, mail));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

/** The plain text of a filed mail, without its head; null when there is no such file. */
export async function readMailFile(folder: string, mail: FiledMail): Promise<string | null> {
  const text = await readFile(mailFile(folder, mail), 'utf8').catch(() => null);
  return text === null ? null : text.slice(text.indexOf('\n\n') + 2);
}

/** The files of these mails are gone. */
export async function deleteMailFiles(folder: string, mails: readonly FiledMail[]): Promise<void> {
  for (const mail of mails) await rm(mailFile(folder, mail), { force: true });
}

/** The files of mails queued before an instant are gone; how many there were. */
export async function deleteMailFilesBefore(folder: string, before: Date): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const old = names.filter((name) => /^\d{4}-.*\.txt(\.part)?$/.test(name) && name < timePart(before));
  for (const name of old) await rm(join(folder, name), { force: true });
  return old.length;
}

/** No colon: Windows allows none in names. */
const timePart = (at: Date): string => at.toISOString().replaceAll(/[:.]/g, '-');

function fileText(from: string, mail: OutgoingMail): string {
  const head = [
    `Von: ${mail.senderName} <${from}>`,
    `An: ${mail.to}`,
    ...(mail.replyTo === null ? [] : [`Antwort an: ${mail.replyTo}`]),
    `Betreff: ${mail.subject}`,
  ];
  return `${head.map((line) => line.replaceAll(/[\r\n]+/g, ' ')).join('\n')}\n\n${mail.text}`;
}
