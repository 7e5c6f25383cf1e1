import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { MAX_TRIES } from '#domain/notifications/backoff.ts';
import { openDatabase } from '#platform/db.ts';
import { mailTransport, SEND_DEADLINE_MS, type MailTransport } from '#platform/mail.ts';
import { contextOf, inTransaction } from '#server/context.ts';
import { mailPerson } from '#server/identity/mail-person.ts';
import { centres } from '#server/identity/tables.ts';
import { deliverMails } from '#server/notifications/deliver-mails.ts';
import { HOUR_MS, it, NOW, ORIGIN, type World } from '../../support/world.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';

const PATIENT = { silenceMs: 15_000, deadlineMs: 60_000 };
/** A server that hangs then costs a test no half a minute. */
const IMPATIENT = { silenceMs: 300, deadlineMs: 5_000 };
const WORKER = join(import.meta.dirname, '../../support/mail-worker.ts');
const BODY = 'Ihr Code steht hier unten.';

let smtp: TestSmtp;
let folder = '';
beforeEach(async () => {
  smtp = await startSmtp();
  folder = mkdtempSync(join(tmpdir(), 'mails-'));
});
afterEach(async () => {
  await smtp.stop();
  rmSync(folder, { recursive: true });
});

const settings = (smtpUrl: string | null = smtp.url) => ({
  smtpUrl,
  mailFrom: 'lernen@platform.example',
  dataDir: folder,
  origin: 'https://lernen.example',
});
const bySmtp = (patience = PATIENT) => mailTransport(settings(), false, patience);

async function queue(world: World, count = 1, centreId: string | null = 'centre-nord'): Promise<void> {
  await inTransaction(world.as(null), async (tx) => {
    for (let number = 1; number <= count; number += 1)
      await mailPerson(
        tx,
        { personId: 'person-learner', centreId },
        { kind: 'test', subject: `Nachricht ${number}`, paragraphs: [BODY], code: '123456' },
      );
  });
}

/** Everything that is due at an instant is tried. */
async function deliver(world: World, transport: MailTransport, at: Date = NOW): Promise<number> {
  let tried = 0;
  for (;;) {
    const now = await deliverMails(() => world.as(null, at), transport);
    if (now === 0) return tried;
    tried += now;
  }
}
const states = (world: World) =>
  world.rows(
    "select subject, tries, sent_at, failed_at, due_at, leased_until, last_problem, body_text <> '' as has_content from mail order by subject",
  );
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('a server that is up', () => {
  it('gets each mail once', async ({ world }) => {
    await queue(world, 9);
    expect(await deliver(world, bySmtp())).toBe(9);
    expect(await deliver(world, bySmtp(), later(HOUR_MS))).toBe(0);
    expect(smtp.mails.map((mail) => mail.subject).sort()).toEqual(
      Array.from({ length: 9 }, (_each, index) => `Nachricht ${index + 1}`),
    );
  });

  it('gets text and HTML, the sender of the centre, and nothing personal in the head but the address', async ({
    world,
  }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db
        .update(centres)
        .set({ mailSenderName: 'Lernen im Norden', mailReplyTo: 'antwort@nord.example' })
        .where(eq(centres.id, 'centre-nord')),
    );
    await queue(world);
    await deliver(world, bySmtp());
    const [mail] = smtp.mails;
    const [row] = await world.rows('select id from mail');
    expect(mail?.text).toContain(BODY);
    expect(mail?.html).toContain('123456');
    expect(mail?.from?.text).toBe('"Lernen im Norden" <lernen@platform.example>');
    expect(mail?.replyTo?.text).toBe('antwort@nord.example');
    expect(mail?.to).toMatchObject({ text: 'learner@world.example' });
    expect(mail?.messageId).toBe(`<${String(row?.['id'])}@platform.example>`);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(smtp.envelopes).toEqual([{ from: 'lernen@platform.example', to: ['learner@world.example'] }]);
    expect([...(mail?.headers.keys() ?? [])].sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ]);
    const head = mail?.headerLines.map(({ line }) => line).join('\n');
    for (const personal of ['Anna', 'Lerch']) expect(head).not.toContain(personal);
  });

  it('gets the answers sent to the contact address, and the name of the centre, where nothing else is set', async ({
    world,
  }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db.update(centres).set({ contactEmail: 'buero@nord.example' }).where(eq(centres.id, 'centre-nord')),
    );
    await queue(world, 1, 'centre-nord');
    await queue(world, 1, null);
    await deliver(world, bySmtp());
    const senders = smtp.mails.map((mail) => [mail.from?.value[0]?.name, mail.replyTo?.text]);
    expect(senders.sort()).toEqual([
      ['Digital Maker', undefined],
      ['Zentrum Nord', 'buero@nord.example'],
    ]);
  });

  it('gets no header that somebody wrote into a name', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db
        .update(centres)
        .set({ mailSenderName: 'Nord\r\nBcc: a@evil.example', mailReplyTo: 'a@nord.example\r\nX-Evil: 1' })
        .where(eq(centres.id, 'centre-nord')),
    );
    await queue(world);
    await deliver(world, bySmtp());
    expect(smtp.envelopes.map(({ to }) => to)).toEqual([['learner@world.example']]);
    expect(smtp.mails[0]?.headers.has('bcc')).toBe(false);
    expect(smtp.mails[0]?.headers.has('x-evil')).toBe(false);
  });

  it('leaves nothing of what the mail said in the database', async ({ world }) => {
    await queue(world);
    await deliver(world, bySmtp());
    const [row] = await world.rows('select * from mail');
    expect(JSON.stringify(row)).not.toContain('123456');
    expect(row).toMatchObject({ body_text: '', body_html: '', sent_at: NOW.getTime(), tries: 1, leased_until: null });
  });

  it('is sent to outside any transaction: others write meanwhile', async ({ world }) => {
    await queue(world);
    smtp.during = async () => {
      await inTransaction(world.as(null), ({ db }) =>
        db.update(centres).set({ name: 'Umbenannt' }).where(eq(centres.id, 'centre-sued')),
      );
    };
    await deliver(world, bySmtp());
    expect(smtp.mails).toHaveLength(1);
    expect(await world.rows("select name from centre where id = 'centre-sued'")).toEqual([{ name: 'Umbenannt' }]);
  });

  it('gets nothing of a cause that was not stored', async ({ world }) => {
    const failing = inTransaction(world.as(null), async (tx) => {
      await mailPerson(tx, { personId: 'person-learner' }, { kind: 'test', subject: 'x', paragraphs: [] });
      throw new Error('the cause fails');
    });
    await expect(failing).rejects.toThrow('the cause fails');
    expect(await deliver(world, bySmtp())).toBe(0);
  });
});

describe('a server in trouble', () => {
  it.for([
    ['down', 'connection'],
    ['mute', 'timeout'],
    ['hanging', 'timeout'],
    ['later', 'smtp-451'],
    ['closed', 'sign-in'],
  ] as const)('%s: gets each mail once after it has recovered', async ([mood, problem], { world }) => {
    await queue(world, 3);
    if (mood === 'down') await smtp.stop();
    else smtp.mood = mood;
    const meanwhile = bySmtp(problem === 'timeout' ? IMPATIENT : PATIENT);
    let at = NOW;
    for (let tries = 1; tries <= 3; tries += 1) {
      expect(await deliver(world, meanwhile, at)).toBe(3);
      for (const row of await states(world))
        expect(row).toMatchObject({
          tries,
          sent_at: null,
          failed_at: null,
          leased_until: null,
          last_problem: problem,
          has_content: 1,
        });
      const waits = (await states(world)).map((row) => Number(row['due_at']) - at.getTime());
      for (const wait of waits) {
        expect(wait).toBeGreaterThanOrEqual(0.8 * 30_000 * 2 ** (tries - 1));
        expect(wait).toBeLessThanOrEqual(1.2 * 30_000 * 2 ** (tries - 1));
      }
      // Not a millisecond before it is due.
      expect(await deliver(world, meanwhile, new Date(at.getTime() + Math.min(...waits) - 1))).toBe(0);
      at = new Date(at.getTime() + Math.max(...waits));
    }
    if (mood === 'down') await smtp.start();
    else smtp.mood = 'up';
    await deliver(world, bySmtp(), at);
    await deliver(world, bySmtp(), later(2 * HOUR_MS));
    expect(smtp.mails.map((mail) => mail.subject).sort()).toEqual(['Nachricht 1', 'Nachricht 2', 'Nachricht 3']);
    for (const row of await states(world))
      expect(row).toMatchObject({ tries: 4, sent_at: at.getTime(), last_problem: null, has_content: 0 });
  });

  it('slow: is waited for, and gets each mail once though two workers ask', async ({ world }) => {
    smtp.mood = 'slow';
    await queue(world, 6);
    await Promise.all([deliver(world, bySmtp()), deliver(world, bySmtp())]);
    expect(smtp.mails.map((mail) => mail.subject).sort()).toHaveLength(6);
  });

  it('one that answers a byte at a time is left after a while, with nothing more sent', async ({ world }) => {
    smtp.mood = 'hanging';
    await queue(world);
    await deliver(world, bySmtp({ silenceMs: 60_000, deadlineMs: 300 }));
    expect(await states(world)).toMatchObject([{ tries: 1, last_problem: 'timeout' }]);
  });

  it('that refuses for good is asked once; the content stays for a coordinator to try again', async ({ world }) => {
    smtp.mood = 'never';
    await queue(world);
    await deliver(world, bySmtp());
    await deliver(world, bySmtp(), later(100 * HOUR_MS));
    expect(await states(world)).toMatchObject([
      { tries: 1, failed_at: NOW.getTime(), last_problem: 'smtp-550', has_content: 1 },
    ]);
    expect(smtp.connections).toBe(1);
  });

  it('for three days: the mail is given up', async ({ world }) => {
    smtp.mood = 'later';
    await queue(world);
    await inTransaction(world.as(null), ({ db }) => db.run(`update mail set tries = ${MAX_TRIES - 2}`));
    await deliver(world, bySmtp());
    expect(await states(world)).toMatchObject([{ tries: MAX_TRIES - 1, failed_at: null }]);
    await deliver(world, bySmtp(), later(2 * HOUR_MS));
    expect(await states(world)).toMatchObject([{ tries: MAX_TRIES, failed_at: later(2 * HOUR_MS).getTime() }]);
  });

  it('that takes the mail but hangs up before it says so gets it again, recognisable by its id', async ({ world }) => {
    smtp.mood = 'hanging-up';
    await queue(world);
    await deliver(world, bySmtp());
    smtp.mood = 'up';
    await deliver(world, bySmtp(), later(HOUR_MS));
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.mails[0]?.messageId).toBe(smtp.mails[1]?.messageId);
  });
});

describe('several workers', () => {
  it('on handles of their own send each mail once', async ({ world }) => {
    await queue(world, 25);
    const others = await Promise.all([openDatabase(world.url), openDatabase(world.url)]);
    try {
      const work = others.map(async (database) => {
        const ctx = contextOf({ ...world, database, origin: ORIGIN }, null, NOW);
        while ((await deliverMails(() => ctx, bySmtp())) > 0);
      });
      await Promise.all([...work, deliver(world, bySmtp())]);
    } finally {
      for (const database of others) await database.close();
    }
    expect(new Set(smtp.mails.map((mail) => mail.subject)).size).toBe(25);
    expect(smtp.mails).toHaveLength(25);
  });

  it('of which one died while sending: another sends its mail when the lease has run out, not before', async ({
    world,
  }) => {
    await queue(world);
    const dead: MailTransport = { ...bySmtp(), send: () => new Promise(() => undefined) };
    void deliverMails(() => world.as(null), dead);
    await expect.poll(() => states(world)).toMatchObject([{ leased_until: later(5 * SEND_DEADLINE_MS).getTime() }]);
    expect(await deliver(world, bySmtp(), later(5 * SEND_DEADLINE_MS - 1))).toBe(0);
    expect(await deliver(world, bySmtp(), later(5 * SEND_DEADLINE_MS))).toBe(1);
    expect(smtp.mails).toHaveLength(1);
  });

  it.for([
    ['before the server has taken the mail: it comes once', 'mute', 1],
    ['after that, before it was told so: it comes twice, recognisable by its id', 'up', 2],
  ] as const)('of which one is killed %s', async ([, mood, times], { world }) => {
    await queue(world);
    smtp.mood = mood;
    const worker = spawn(process.execPath, [WORKER, world.url, smtp.url, NOW.toISOString()], { stdio: 'ignore' });
    const ended = once(worker, 'exit');
    const kill = async () => {
      worker.kill('SIGKILL');
      await ended;
    };
    if (mood === 'up') smtp.during = kill;
    await expect.poll(() => smtp.connections, { timeout: 15_000 }).toBe(1);
    if (mood === 'mute') await kill();
    await ended;
    smtp.mood = 'up';
    smtp.during = null;
    expect(await deliver(world, bySmtp(), later(HOUR_MS))).toBe(1);
    expect(await deliver(world, bySmtp(), later(2 * HOUR_MS))).toBe(0);
    expect(smtp.mails).toHaveLength(times);
    expect(new Set(smtp.mails.map((mail) => mail.messageId)).size).toBe(1);
  });

  it.for([
    ['failed', { is: 'refused', problem: 'smtp-550' }],
    ['sent it too', { is: 'sent' }],
  ] as const)('of which one was late and %s: what the other recorded stays', async ([, outcome], { world }) => {
    await queue(world);
    let end: () => void = () => undefined;
    const late: MailTransport = {
      ...bySmtp(),
      send: () =>
        new Promise((resolve) => {
          end = () => resolve(outcome);
        }),
    };
    const first = deliverMails(() => world.as(null), late);
    await expect.poll(() => states(world)).toMatchObject([{ sent_at: null, leased_until: expect.any(Number) }]);
    await deliver(world, bySmtp(), later(HOUR_MS));
    end();
    await first;
    expect(await states(world)).toMatchObject([{ sent_at: later(HOUR_MS).getTime(), failed_at: null, tries: 1 }]);
  });

  it('that stop lose nothing: what did not go out is due at once, for whoever comes next', async ({ world }) => {
    smtp.mood = 'hanging';
    await queue(world);
    const stopping = new AbortController();
    const stopped = deliverMails(() => world.as(null), bySmtp(), stopping.signal);
    await expect.poll(() => smtp.connections).toBe(1);
    stopping.abort();
    await stopped;
    expect(await states(world)).toMatchObject([{ tries: 0, due_at: NOW.getTime(), leased_until: null }]);
    smtp.mood = 'up';
    expect(await deliver(world, bySmtp())).toBe(1);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('without a mail server', () => {
  it('each mail is a file for the operator, which only the owner of the process can read', async ({ world }) => {
    await queue(world, 2);
    await deliver(world, mailTransport(settings(null), false));
    const names = readdirSync(join(folder, 'mail')).sort();
    const ids = (await world.rows('select id from mail')).map((row) => String(row['id']));
    expect(names).toEqual(ids.map((id) => `2026-11-24T09-00-00-000Z_${id}.txt`).sort());
    const text = readFileSync(join(folder, 'mail', names[0] ?? ''), 'utf8');
    expect(text).toMatch(/^Von: Zentrum Nord <lernen@platform\.example>\nAn: learner@world\.example\n/);
    expect(text).toContain('123456');
    expect(await states(world)).toMatchObject([{ has_content: 0 }, { has_content: 0 }]);
  });

  it('in a demonstration too, whatever server is named', async ({ world }) => {
    await queue(world);
    await deliver(world, mailTransport(settings(), true));
    expect(smtp.connections).toBe(0);
    expect(readdirSync(join(folder, 'mail'))).toHaveLength(1);
  });

  it('a folder that cannot be written is tried again later', async ({ world }) => {
    await queue(world);
    const nowhere = { ...settings(null), dataDir: '/dev/null/nowhere' };
    await deliver(world, mailTransport(nowhere, false));
    expect(await states(world)).toMatchObject([
      { tries: 1, failed_at: null, last_problem: 'file-ENOTDIR', has_content: 1 },
    ]);
  });
});
