import fc from 'fast-check';
import { expect } from 'vitest';
import { newId } from '#platform/random.ts';
import { auditEntries } from '#server/audit/tables.ts';
import { attendances, enrolments } from '#server/cohorts/tables.ts';
import { contextOf, inTransaction, type Context } from '#server/context.ts';
import { accounts, consents, oneTimeLinks, passkeys, persons, roles, sessions } from '#server/identity/tables.ts';
import { attempts, unitCompletions, unitVisits, worksheetEntries } from '#server/learning/tables.ts';
import { mails } from '#server/notifications/tables.ts';
import { carryOutErasure } from '#server/privacy/carry-out-erasure.ts';
import { personalExport } from '#server/privacy/personal-export.ts';
import { allTables } from '../../support/all-tables.ts';
import { actorOf, it, NOW, type World } from '../../support/world.ts';

const KINDS = [
  ...(['attempt', 'worksheet', 'visit', 'completion', 'attendance', 'role', 'consent'] as const),
  ...(['session', 'passkey', 'link', 'mail', 'audit', 'request'] as const),
];
/** Something recorded about one of the two, by one of the two. */
const fact = fc.record({
  kind: fc.constantFrom(...KINDS),
  about: fc.constantFrom('A', 'B'),
  by: fc.constantFrom('A', 'B'),
});
interface Fact {
  kind: (typeof KINDS)[number];
  /** Person ids. */
  about: string;
  by: string;
}

/** What erasing adds on purpose, without a name. */
const ADDED = new Set(['erasure', 'erased_total', 'audit_entry']);
/** Columns in which the erased person is the other one. */
const EMPTIED = ['recorded_by', 'granted_by', 'stored_by'];

async function settlePerson({ db }: Context, id: string, cohorts: readonly string[]): Promise<void> {
  await db.insert(persons).values({
    id,
    givenName: `Vorname ${id}`,
    familyName: `Name ${id}`,
    contactEmail: 'info@firma.example',
    createdAt: NOW,
  });
  await db.insert(accounts).values({ id, personId: id, email: `${id}@x.example`, createdAt: NOW });
  for (const cohortId of cohorts)
    await db.insert(enrolments).values({ id: `${id}-${cohortId}`, cohortId, personId: id, enrolledAt: NOW });
}

async function record({ db }: Context, { kind, about, by }: Fact, cohortId: string): Promise<void> {
  const id = newId();
  const enrolmentId = `${about}-${cohortId}`;
  const text = `Text ${about}`;
  const inserts: Record<Fact['kind'], () => PromiseLike<unknown>> = {
    attempt: () =>
      db.insert(attempts).values({
        ...{ enrolmentId, attemptId: id, exercise: 'muster/kurz', answer: { text }, passed: true, score: 1 },
        answeredAt: NOW,
      }),
    worksheet: () =>
      db
        .insert(worksheetEntries)
        .values({ enrolmentId, entryId: id, worksheet: 'muster/mein-board', values: { text }, writtenAt: NOW }),
    visit: () => db.insert(unitVisits).values({ enrolmentId, unit: id, anchor: text, visitedAt: NOW }),
    completion: () => db.insert(unitCompletions).values({ enrolmentId, unit: id, completedAt: NOW }),
    attendance: () =>
      db
        .insert(attendances)
        .values({ liveSessionId: 'live-meeting', personId: about, status: 'late', recordedAt: NOW, recordedBy: by })
        .onConflictDoNothing(),
    role: () =>
      db
        .insert(roles)
        .values({ id, personId: about, role: 'trainer', cohortId, since: NOW, grantedBy: by })
        .onConflictDoNothing(),
    consent: () => db.insert(consents).values({ id, personId: about, text, version: 1, givenAt: NOW }),
    session: () => db.insert(sessions).values({ id, accountId: about, expiresAt: NOW, createdAt: NOW, device: text }),
    passkey: () =>
      db.insert(passkeys).values({
        ...{ id, accountId: about, publicKey: Buffer.from(text), counter: 0, transports: [text], name: text },
        createdAt: NOW,
      }),
    link: () =>
      db.insert(oneTimeLinks).values({
        ...{ id, kind: 'email-change-new', accountId: about, createdAt: NOW, expiresAt: NOW },
        newEmail: text,
      }),
    mail: () =>
      db.insert(mails).values({
        ...{ id, personId: about, kind: 'x', toAddress: 'info@firma.example', senderName: 'x', subject: text },
        ...{ bodyText: '', bodyHtml: '', queuedAt: NOW, dueAt: NOW },
      }),
    audit: () =>
      db
        .insert(auditEntries)
        .values({ at: NOW, actorId: by, action: 'x', targetKind: 'person', targetId: about, centreId: null }),
    request: async () => undefined,
  };
  await inserts[kind]();
}

/** All rows that do not tell of `erased`, with that person emptied where it is the other one. */
async function rowsWithout(world: World, erased: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await allTables()).keys()) {
    if (ADDED.has(name)) continue;
    for (const row of await world.rows(`select * from "${name}"`)) {
      for (const column of EMPTIED) if (row[column] === erased) row[column] = null;
      const text = JSON.stringify(row);
      if (!text.includes(erased)) found.push(`${name} ${text}`);
    }
  }
  return found.sort();
}

it('whatever two people did, the export of one tells nothing of the other, and erasing one changes no row of the other', async ({
  world,
}) => {
  let run = 0;
  const scene = fc.record({
    facts: fc.array(fact, { maxLength: 25 }),
    cohorts: fc.subarray(['cohort-nord', 'cohort-sued', 'cohort-vorbei'], { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ facts, cohorts }) => {
      run += 1;
      const [a, b] = [`erste-${run}-`, `zweite-${run}-`];
      const named = (who: string) => (who === 'A' ? a : b);
      await inTransaction(world.as(null), async (tx) => {
        for (const id of [a, b]) await settlePerson(tx, id, cohorts);
        for (const [index, { kind, about, by }] of facts.entries())
          await record(tx, { kind, about: named(about), by: named(by) }, cohorts[index % cohorts.length] ?? '');
      });
      const as = (id: string) =>
        contextOf(world.as(null), { ...actorOf('stranger'), personId: id, accountId: id }, NOW);
      const exported = JSON.stringify(await personalExport(as(a)));
      expect(exported).toContain(`Vorname ${a}`);
      expect(exported).not.toContain(b);
      const before = await rowsWithout(world, a);
      expect(before.filter((row) => row.includes(b)).length).toBeGreaterThanOrEqual(2 + cohorts.length);
      await inTransaction(world.as(null), (tx) =>
        carryOutErasure(tx, { personId: a, reason: 'request', farewell: false }),
      );
      expect(await rowsWithout(world, a)).toEqual(before);
    }),
    { numRuns: 25 },
  );
}, 60_000);
