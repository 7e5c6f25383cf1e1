import { signedInLearners, seedLearners } from '../../support/learners.ts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { changeDatabase, rowsOf } from '../../support/database.ts';
import { canFakeClock, fakeClock } from '../../support/fake-clock.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';
import { visitor } from '../../support/visitor.ts';
import { withDataDir } from '../site.ts';
import { german, percentile, type Row } from '../table.ts';
import { pause } from './fault.ts';

const LEARNERS = 60;
const MINUTE_MS = 60_000;
const REQUEST_MAX_MS = 1_000;

/** The mail server is down for two hours, then hangs, while people ask for codes. */
export function measureMailOutage(): Promise<Row[]> {
  if (!canFakeClock())
    return Promise.resolve([{ what: 'Mailserver zwei Stunden weg', measured: 'übersprungen: kein libfaketime' }]);
  return withDataDir(async (root) => {
    const dataDir = join(root, 'data');
    mkdirSync(dataDir);
    await (await startServer({ dataDir })).stop();
    seedLearners(dataDir, LEARNERS * 2);
    await signedInLearners(dataDir, LEARNERS * 2);
    const databaseFile = join(dataDir, 'digital-maker.db');
    // No mail leaves a demonstration.
    await changeDatabase(databaseFile, 'delete from demonstration');
    const emails = (
      await rowsOf(databaseFile, "select email from account where email like '%@demo.example' order by email")
    ).map((row) => String(row['email']));
    const clock = fakeClock(root);
    const smtp = await startSmtp();
    const server = await startServer({
      dataDir,
      env: { ...clock.env, SMTP_URL: smtp.url, MAIL_FROM: 'lernen@platform.example' },
    });
    try {
      const normal = await askForCodes(server, emails.slice(0, 10));
      await smtp.stop();
      const down = await askForCodes(server, emails.slice(10, LEARNERS));
      // Two hours in steps of five minutes: the worker looks each second and tries what is due.
      for (let minutes = 0; minutes < 120; minutes += 5) {
        clock.move(5 * MINUTE_MS);
        await pause(1_500);
      }
      const tries = await rowsOf(databaseFile, 'select max(tries) as n from mail');
      await smtp.start();
      const afterDown = await arrived(smtp, clock, LEARNERS);

      smtp.mood = 'hanging';
      const hanging = await askForCodes(server, emails.slice(LEARNERS, LEARNERS * 2));
      await pause(30_000);
      smtp.mood = 'up';
      const afterHanging = await arrived(smtp, clock, LEARNERS * 2);
      await pause(3_000);
      const each = new Map<string, number>();
      for (const { to } of smtp.envelopes) for (const email of to) each.set(email, (each.get(email) ?? 0) + 1);
      const once = [...each.values()].filter((count) => count === 1).length;
      const unsent = await rowsOf(databaseFile, 'select count(*) as n from mail where sent_at is null');
      return [
        request('Anfragen mit Post, während der Mailserver da ist: 95 %, längste', normal),
        request('– während er zwei Stunden weg ist', down),
        request('– während er annimmt und nicht antwortet', hanging),
        {
          what: 'zwei Stunden weg: Versuche je Mail, alle da nach weiteren',
          measured: `${german(Number(tries[0]?.['n']))}, ${german(afterDown)} min`,
          demanded: '≤ 72 min',
          met: afterDown <= 72,
        },
        {
          what: 'hängt: alle da nach weiteren',
          measured: `${german(afterHanging)} min`,
          demanded: '≤ 72 min',
          met: afterHanging <= 72,
        },
        {
          what: `Mails an ${german(LEARNERS * 2)} Personen: genau einmal angekommen, noch nicht gesendet`,
          measured: `${german(once)}, ${german(Number(unsent[0]?.['n']))}`,
          demanded: `${german(LEARNERS * 2)}, 0`,
          met: once === LEARNERS * 2 && smtp.envelopes.length === once && unsent[0]?.['n'] === 0,
        },
      ];
    } finally {
      await server.stop();
      await smtp.stop();
    }
  });
}

/** Each asks for a code, one after the other; how long each waited, in ms. */
async function askForCodes(server: TestServer, emails: readonly string[]): Promise<number[]> {
  const waits: number[] = [];
  for (const email of emails) {
    const begin = performance.now();
    const { status } = await visitor(server).post('/anmelden', new URLSearchParams({ email, weg: 'code' }));
    if (status !== 303) throw new Error(`asking for a code was answered with ${status}`);
    waits.push(performance.now() - begin);
  }
  return waits;
}

const request = (what: string, waits: readonly number[]): Row => ({
  what,
  measured: `${german(percentile(waits, 0.95))} ms, ${german(percentile(waits, 1))} ms`,
  demanded: `< ${german(REQUEST_MAX_MS)} ms`,
  met: percentile(waits, 1) < REQUEST_MAX_MS,
});

/** The clock goes on until so many mails have arrived; how many of its minutes that took. */
async function arrived(smtp: TestSmtp, clock: ReturnType<typeof fakeClock>, count: number): Promise<number> {
  for (let minutes = 0; ; minutes += 2) {
    await pause(1_500);
    if (smtp.mails.length >= count) return minutes;
    if (minutes > 180) return Infinity;
    clock.move(2 * MINUTE_MS);
  }
}
