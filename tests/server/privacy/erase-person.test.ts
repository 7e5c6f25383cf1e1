import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { listedErasures } from '#platform/erasure-list.ts';
import { newId } from '#platform/random.ts';
import { auditEntries } from '#server/audit/tables.ts';
import { cohorts, enrolments } from '#server/cohorts/tables.ts';
import { inTransaction } from '#server/context.ts';
import { storedFiles } from '#server/files/tables.ts';
import { centres, persons, roles } from '#server/identity/tables.ts';
import { mails } from '#server/notifications/tables.ts';
import { eraseDue } from '#server/privacy/erase-due.ts';
import { erasePerson } from '#server/privacy/erase-person.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';
import { holdList, pendingErasures } from '#server/privacy/queries.ts';
import { requestErasure } from '#server/privacy/request-erasure.ts';
import { withdrawErasure } from '#server/privacy/withdraw-erasure.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { allTables } from '../../support/all-tables.ts';
import { onServer } from '../../support/fresh-database.ts';
import { plantMarkers } from '../../support/personal-rows.ts';
import { inDays, it, NOW, personId, refusalOf, type PersonName, type World } from '../../support/world.ts';

const dataDirOf = (world: World) => world.folder;

/** The bytes of every file below the folder, the database's own included. */
function bytesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}

async function everyRow(world: World): Promise<string> {
  const tables = [...(await allTables()).keys()];
  return JSON.stringify(await Promise.all(tables.map((name) => world.rows(`select * from "${name}"`))));
}

/** Asks, and lets the coordinator of the centre carry it out. */
async function erase(world: World, person: PersonName): Promise<void> {
  await requestErasure(world.as(person));
  await erasePerson(world.as('coordinator'), { personId: personId(person), dataDir: dataDirOf(world) });
}

const changeCohort = (world: World, change: Partial<typeof cohorts.$inferInsert>) =>
  inTransaction(world.as(null), ({ db }) => db.update(cohorts).set(change).where(eq(cohorts.id, 'cohort-nord')));

/** The last mail goes out. */
const sendAll = (world: World) =>
  inTransaction(world.as(null), ({ db }) => db.update(mails).set({ sentAt: NOW, bodyText: '', bodyHtml: '' }));

describe('who is erased', () => {
  it('is found nowhere: not in rows, files, free pages or the log of the database', async ({ world }) => {
    const dataDir = dataDirOf(world);
    const markers = await plantMarkers(world, 'learner', 'EIGEN');
    const mailId = markers.find(({ table, column }) => table === 'mail' && column === 'id')?.text ?? '';
    mkdirSync(join(dataDir, 'mail'));
    writeFileSync(join(dataDir, 'mail', `2026_${mailId}.txt`), 'EIGEN im Text der Mail');
    writeFileSync(join(dataDir, 'mail', '2026_another.txt'), 'bleibt');
    const file = await world.files.put(Buffer.from('EIGEN in einer Datei'));
    await inTransaction(world.as(null), ({ db }) =>
      db.insert(storedFiles).values({
        id: file,
        mediaType: 'image/png',
        sizeBytes: 20,
        sha256: 'x',
        access: 'restricted',
        storedAt: NOW,
        storedBy: personId('learner'),
      }),
    );
    expect(bytesBelow(dataDir)).toContain('EIGEN');
    await erase(world, 'learner');
    await sendAll(world);
    await forgetTraces(world.as(null), dataDir);
    expect(await everyRow(world)).not.toMatch(/EIGEN/i);
    expect(bytesBelow(dataDir)).not.toMatch(/EIGEN/i);
    expect(existsSync(join(dataDir, 'mail', '2026_another.txt'))).toBe(true);
    if (!onServer()) expect(statSync(fileURLToPath(`${world.url}-wal`)).size).toBe(0);
  });

  // The bytes of a database server are its own business.
  it.skipIf(onServer())('is also gone from what was overwritten long before', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db
        .update(persons)
        .set({ familyName: `FRUEHER${'x'.repeat(300)}` })
        .where(eq(persons.id, personId('learner'))),
    );
    await inTransaction(world.as(null), ({ db }) =>
      db
        .update(persons)
        .set({ familyName: 'Lerch' })
        .where(eq(persons.id, personId('learner'))),
    );
    expect(bytesBelow(dataDirOf(world))).toContain('FRUEHER');
    await erase(world, 'learner');
    expect(bytesBelow(dataDirOf(world))).not.toContain('FRUEHER');
  });

  it('leaves an id on the list of erasures and in the audit log, and nowhere else', async ({ world }) => {
    await plantMarkers(world, 'learner', 'EIGEN');
    await erase(world, 'learner');
    const found: string[] = [];
    for (const name of (await allTables()).keys())
      if (JSON.stringify(await world.rows(`select * from "${name}"`)).includes(personId('learner'))) found.push(name);
    expect(found.sort()).toEqual(['audit_entry', 'erasure']);
    expect(await listedErasures(dataDirOf(world))).toEqual([personId('learner')]);
  });

  it('can do nothing with a session any more', async ({ world }) => {
    const sessions = sessionsOf(world.database, false);
    const cookie = await sessions.start(world.as(null), 'account-learner', {
      method: 'password',
      device: null,
    });
    const header = `dm=${cookie.value}`;
    expect(await sessions.validate(header, NOW)).not.toBeNull();
    await erase(world, 'learner');
    expect(await sessions.validate(header, NOW)).toBeNull();
  });

  it('is told by a last mail that names nobody, and whose address is forgotten once it went out', async ({ world }) => {
    await erase(world, 'learner');
    const [mail] = await world.rows("select * from mail where kind = 'erased'");
    expect(mail).toMatchObject({ person_id: null, to_address: 'learner@world.example' });
    expect(String(mail?.['body_text'])).not.toMatch(/Anna|Lerch/);
    expect(String(mail?.['body_text'])).toContain('Wir haben nichts aufbewahrt');
    await forgetTraces(world.as(null), dataDirOf(world));
    expect(await world.rows("select * from mail where kind = 'erased'")).toHaveLength(1);
    await sendAll(world);
    if (!onServer()) expect(bytesBelow(dataDirOf(world))).toMatch(/(?<!former|other)learner@world/);
    await forgetTraces(world.as(null), dataDirOf(world));
    expect(bytesBelow(dataDirOf(world))).not.toMatch(/(?<!former|other)learner@world/);
  });

  it('stays in the rows of others only as nobody', async ({ world }) => {
    await world.attends('classmate', 'live-meeting', 'present');
    await inTransaction(world.as(null), async ({ db }) => {
      await db.insert(enrolments).values({
        id: 'enrolment-trainer-nord',
        cohortId: 'cohort-nord',
        personId: personId('trainer'),
        enrolledAt: NOW,
      });
      await db.insert(roles).values({
        id: 'given',
        personId: personId('classmate'),
        role: 'partner',
        centreId: 'centre-nord',
        cohortId: null,
        since: NOW,
        grantedBy: personId('trainer'),
      });
    });
    await erase(world, 'trainer');
    expect(await world.rows('select status, recorded_by from attendance')).toEqual([
      { status: 'present', recorded_by: null },
    ]);
    expect(await world.rows("select granted_by from role where id = 'given'")).toEqual([{ granted_by: null }]);
  });

  it('is no longer the contact of a centre, whose logo stays', async ({ world }) => {
    const logo = await world.files.put(Buffer.from('logo'));
    await inTransaction(world.as(null), async ({ db }) => {
      await db.insert(storedFiles).values({
        id: logo,
        mediaType: 'image/png',
        sizeBytes: 4,
        sha256: 'x',
        access: 'public',
        storedAt: NOW,
        storedBy: personId('trainer'),
      });
      await db
        .update(centres)
        .set({
          contactName: 'Tina Trautmann, Geschäftsstelle',
          contactPhone: '040 123',
          contactEmail: 'Trainer@World.example',
          mailSenderName: 'Zentrum Nord',
          mailReplyTo: 'office@world.example',
          logoFileId: logo,
        })
        .where(eq(centres.id, 'centre-nord'));
    });
    await erase(world, 'trainer');
    expect((await world.rows("select * from centre where id = 'centre-nord'"))[0]).toMatchObject({
      contact_name: null,
      contact_phone: null,
      contact_email: null,
      mail_sender_name: 'Zentrum Nord',
      mail_reply_to: 'office@world.example',
      logo_file_id: logo,
    });
    expect(await world.files.get(logo)).not.toBeNull();
    expect(await world.rows('select stored_by from stored_file')).toEqual([{ stored_by: null }]);
  });

  it('leaves no mail to the own address behind that was queued for nobody, and every mail of others', async ({
    world,
  }) => {
    const mail = (id: string, person: PersonName | null, toAddress: string) => ({
      ...{ id, personId: person && personId(person), kind: 'x', toAddress, senderName: 'x', subject: 'x' },
      ...{ bodyText: '', bodyHtml: '', queuedAt: NOW, dueAt: NOW },
    });
    await inTransaction(world.as(null), ({ db }) =>
      db
        .insert(mails)
        .values([
          mail('for-nobody', null, 'learner@world.example'),
          mail('for-another', null, 'classmate@world.example'),
          mail('shared', 'classmate', 'learner@world.example'),
        ]),
    );
    await erase(world, 'learner');
    const left = await world.rows("select id from mail where kind = 'x' order by id");
    expect(left).toEqual([{ id: 'for-another' }, { id: 'shared' }]);
  });

  it('still counts in the numbers of the cohort', async ({ world }) => {
    await world.attends('learner', 'live-meeting', 'present');
    await world.attends('classmate', 'live-meeting', 'present');
    const totals = async () => ({
      places: await world.rows(
        "select (select count(*) from enrolment where cohort_id = 'cohort-nord') + coalesce((select count from erased_total where what = 'enrolment' and of = 'cohort-nord'), 0) as n",
      ),
      present: await world.rows(
        "select (select count(*) from attendance where live_session_id = 'live-meeting' and status = 'present') + coalesce((select count from erased_total where what = 'present' and of = 'live-meeting'), 0) as n",
      ),
    });
    const before = await totals();
    expect(before).toEqual({ places: [{ n: 2 }], present: [{ n: 2 }] });
    await erase(world, 'learner');
    expect(await totals()).toEqual(before);
    await erase(world, 'classmate');
    expect(await totals()).toEqual(before);
  });

  it('is erased by the next call where a crash came between rows and files', async ({ world }) => {
    await requestErasure(world.as('learner'));
    const file = await world.files.put(Buffer.from('rest'));
    await inTransaction(world.as(null), ({ db }) =>
      db.insert(storedFiles).values({
        id: file,
        mediaType: 'image/png',
        sizeBytes: 4,
        sha256: 'x',
        access: 'restricted',
        storedAt: NOW,
        storedBy: personId('learner'),
      }),
    );
    // The rows go, and then the process dies.
    await eraseDue(world.as(null, inDays(31)));
    expect(await world.files.get(file)).not.toBeNull();
    expect(await listedErasures(dataDirOf(world))).toEqual([]);
    expect(await forgetTraces(world.as(null, inDays(32)), dataDirOf(world))).toBe(1);
    expect(await world.files.get(file)).toBeNull();
    expect(await listedErasures(dataDirOf(world))).toEqual([personId('learner')]);
    expect(await forgetTraces(world.as(null, inDays(33)), dataDirOf(world))).toBe(0);
  });
});

describe('erasing is refused', () => {
  const attempt = (world: World, by: PersonName | null, person = 'learner') =>
    refusalOf(erasePerson(world.as(by), { personId: `person-${person}`, dataDir: dataDirOf(world) }));

  it('to everybody but coordinators of a centre that knows the person', async ({ world }) => {
    await requestErasure(world.as('learner'));
    await requestErasure(world.as('otherLearner'));
    expect(await attempt(world, null)).toBe('signed-out');
    for (const by of ['learner', 'classmate', 'trainer', 'operator', 'stranger'] as const)
      expect(await attempt(world, by), by).toBe('not-found');
    expect(await attempt(world, 'coordinator', 'otherLearner')).toBe('not-found');
    expect(await attempt(world, 'coordinator', 'nobody')).toBe('not-found');
    expect(await attempt(world, 'coordinator')).toBe('not refused');
  });

  it('without a request, and after it was withdrawn', async ({ world }) => {
    expect(await attempt(world, 'coordinator')).toBe('conflict: erasure-withdrawn');
    await requestErasure(world.as('learner'));
    await withdrawErasure(world.as('learner'));
    expect(await attempt(world, 'coordinator')).toBe('conflict: erasure-withdrawn');
  });

  it('while the person is the last coordinator of a centre', async ({ world }) => {
    await giveRole(world, 'stranger', 'coordinator');
    await requestErasure(world.as('coordinator'));
    // The other one left meanwhile.
    await inTransaction(world.as(null), ({ db }) => db.delete(roles).where(eq(roles.personId, personId('stranger'))));
    expect(await attempt(world, 'coordinator', 'coordinator')).toBe('conflict: last-coordinator');
    expect(await eraseDue(world.as(null, inDays(31)))).toEqual({ erased: 0, blocked: 1, spared: 0 });
    await giveRole(world, 'stranger', 'coordinator');
    expect(await eraseDue(world.as(null, inDays(31)))).toEqual({ erased: 1, blocked: 0, spared: 0 });
  });
});

describe('a record that the funder may ask for', () => {
  const hold = { evidenceUntil: '2031-12-31', evidenceReason: 'Zuwendungsbescheid vom 3. März 2026' };

  it('outlives the account on the hold list of its centre, and in nothing else', async ({ world }) => {
    await changeCohort(world, hold);
    await plantMarkers(world, 'learner', 'EIGEN');
    await world.attends('learner', 'live-meeting', 'present');
    await erase(world, 'learner');
    const tables = [...(await allTables()).keys()].filter((name) => name !== 'held_record');
    for (const name of tables.filter((table) => table !== 'mail'))
      expect(JSON.stringify(await world.rows(`select * from "${name}"`)), name).not.toContain('EIGEN');
    const [held, ...more] = await holdList(world.as('coordinator'), 'centre-nord');
    expect(more).toEqual([]);
    expect(held).toMatchObject({ until: '2031-12-31', reason: hold.evidenceReason });
    expect(held?.participation.givenName).toContain('EIGEN');
    expect(held?.participation.attendance.map(({ title, status }) => [title, status])).toEqual(
      expect.arrayContaining([[expect.any(String), 'present']]),
    );
    // What was answered and written is no evidence.
    expect(JSON.stringify(held)).not.toMatch(/EIGEN-(attempt|worksheet|account|mail)/);
    expect(await pendingErasures(world.as('coordinator'), 'centre-nord')).toEqual([]);
  });

  it('is told to its owner in the last mail', async ({ world }) => {
    await changeCohort(world, hold);
    await erase(world, 'learner');
    const [mail] = await world.rows("select body_text from mail where kind = 'erased'");
    expect(String(mail?.['body_text'])).toMatch(/Durchgang „Nord“.*31\. Dezember 2031.*Zuwendungsbescheid/);
  });

  it('is not kept when the time for it is over already, in the zone of the cohort', async ({ world }) => {
    await changeCohort(world, { ...hold, evidenceUntil: '2026-11-23' });
    await erase(world, 'learner');
    await changeCohort(world, { ...hold, evidenceUntil: '2026-11-24' });
    await erase(world, 'classmate');
    expect(
      (await holdList(world.as('coordinator'), 'centre-nord')).map(({ participation }) => participation.givenName),
    ).toEqual(['Bela']);
  });

  it('is on the list of its own centre only', async ({ world }) => {
    await changeCohort(world, hold);
    await erase(world, 'learner');
    expect(await refusalOf(holdList(world.as('coordinator'), 'centre-sued'))).toBe('not-found');
    expect(await holdList(world.as('coordinator'), 'centre-nord')).toHaveLength(1);
    for (const by of ['learner', 'trainer', 'operator'] as const)
      expect(await refusalOf(holdList(world.as(by), 'centre-nord')), by).toBe('not-found');
    expect(await refusalOf(holdList(world.as(null), 'centre-nord'))).toBe('signed-out');
  });

  it('is read by no code but the list and its end', () => {
    const naming = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(ts|astro|svelte)$/.test(path))
      .filter((path) => /\bheldRecords\b|held_record\b/.test(readFileSync(join('src', path), 'utf8')));
    expect(naming.sort()).toEqual([
      'domain/privacy/personal-data/records.ts',
      'server/privacy/erase-expired-holds.ts',
      'server/privacy/hold-participation.ts',
      'server/privacy/queries.ts',
      'server/privacy/tables.ts',
    ]);
  });
});

const giveRole = (world: World, person: PersonName, role: 'coordinator' | 'operator', centreId = 'centre-nord') =>
  inTransaction(world.as(null), ({ db }) =>
    db.insert(roles).values({
      id: newId(),
      personId: personId(person),
      role,
      centreId: role === 'operator' ? null : centreId,
      cohortId: null,
      since: NOW,
    }),
  );

it('the audit log says by id who erased whom, why', async ({ world }) => {
  await erase(world, 'learner');
  const rows = await world
    .as(null)
    .db.select()
    .from(auditEntries)
    .where(eq(auditEntries.targetId, personId('learner')));
  expect(rows.map(({ action, actorId, detail }) => ({ action, actorId, detail }))).toEqual([
    { action: 'erasure-requested', actorId: personId('learner'), detail: null },
    { action: 'person-erased', actorId: personId('coordinator'), detail: { reason: 'request' } },
  ]);
});
