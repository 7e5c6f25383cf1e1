import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  deleteMailFiles,
  deleteMailFilesBefore,
  mailFile,
  mailFolder,
  readMailFile,
  writeMailFile,
} from '#platform/mail-files.ts';

let folder = '';
beforeEach(() => {
  folder = mailFolder(mkdtempSync(join(tmpdir(), 'mail-files-')));
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const mail = (id: string, queuedAt = '2026-11-24T09:00:00Z', text = 'Guten Tag,\n\nhallo.\n') => ({
  id,
  queuedAt: new Date(queuedAt),
  to: 'somebody@example.org',
  senderName: 'Zentrum\nNord',
  replyTo: 'antwort@example.org',
  subject: 'Hallo',
  text,
  html: '',
});
const write = (each: ReturnType<typeof mail>) => writeMailFile(folder, 'lernen@example.org', each);

it('a filed mail can be read again, without its head', async () => {
  await write(mail('a'));
  expect(await readMailFile(folder, mail('a'))).toBe('Guten Tag,\n\nhallo.\n');
  expect(await readMailFile(folder, mail('b'))).toBeNull();
});

it('a mail that is filed twice is one file, the later one', async () => {
  await write(mail('a'));
  await write(mail('a', undefined, 'neu'));
  expect(readdirSync(folder)).toHaveLength(1);
  expect(await readMailFile(folder, mail('a'))).toBe('neu');
});

it.skipIf(process.platform === 'win32')('nobody but the owner of the process can read the files', async () => {
  await write(mail('a'));
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(mailFile(folder, mail('a'))).mode & 0o077).toBe(0);
});

it('the files of some mails can be deleted, also those that are not there', async () => {
  await write(mail('a'));
  await write(mail('b'));
  await deleteMailFiles(folder, [mail('a'), mail('nowhere')]);
  expect(existsSync(mailFile(folder, mail('a')))).toBe(false);
  expect(existsSync(mailFile(folder, mail('b')))).toBe(true);
});

it('files from before an instant can be deleted; where there is no folder there are none', async () => {
  expect(await deleteMailFilesBefore(folder, new Date())).toBe(0);
  await write(mail('a', '2026-11-23T23:59:59.999Z'));
  await write(mail('b', '2026-11-24T00:00:00.000Z'));
  expect(await deleteMailFilesBefore(folder, new Date('2026-11-24T00:00:00Z'))).toBe(1);
  expect(readdirSync(folder)).toEqual(['2026-11-24T00-00-00-000Z_b.txt']);
});
