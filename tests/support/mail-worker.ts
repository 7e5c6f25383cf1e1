// A worker in a process of its own that a test can kill: tries what is due once.  DATABASE_URL SMTP_URL NOW
import { hashOf } from '#platform/course-files.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { openDatabase } from '#platform/db.ts';
import { openFiles } from '#platform/files.ts';
import { mailTransport } from '#platform/mail.ts';
import { contextOf } from '#server/context.ts';
import { deliverMails } from '#server/notifications/deliver-mails.ts';

const [databaseUrl = '', smtpUrl = '', now = ''] = process.argv.slice(2);
const database = await openDatabase(databaseUrl);
const transport = mailTransport(
  { smtpUrl, mailFrom: 'lernen@platform.example', dataDir: '', origin: 'https://lernen.example' },
  false,
);
const { catalogue } = readCatalogue([], hashOf([]));
const ctx = contextOf(
  { database, catalogue, files: openFiles(''), origin: 'https://lernen.example' },
  null,
  new Date(now),
);
await deliverMails(() => ctx, transport);
await database.close();
