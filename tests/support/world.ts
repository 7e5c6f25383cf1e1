import { join } from 'node:path';
import { test } from 'vitest';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { rightAnswer } from '#domain/catalogue/right-answer.ts';
import type { Actor, RoleGrant } from '#domain/identity/actor.ts';
import { hashOf } from '#platform/course-files.ts';
import type { Database } from '#platform/db.ts';
import { openFiles, type FileStore } from '#platform/files.ts';
import { newId } from '#platform/random.ts';
import { attendances, cohortLiveSessions, cohorts, enrolments, liveSessions } from '#server/cohorts/tables.ts';
import { contextOf, inTransaction, type Context } from '#server/context.ts';
import { accounts, centres, persons, roles } from '#server/identity/tables.ts';
import { attempts, unitCompletions } from '#server/learning/tables.ts';
import { Refusal } from '#server/refusal.ts';
import { edited, validCourse, type Edit } from './course-tree.ts';
import { freshDatabase } from './fresh-database.ts';

/** A Tuesday, ten o'clock in Berlin. */
export const NOW = new Date('2026-11-24T09:00:00Z');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Where people reach the world's site. */
export const ORIGIN = 'https://lernen.example.de';
/** The instant that lies some days after NOW. */
export const inDays = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

/**
 * Three cohorts of two centres. `nord` runs now on the whole programme `ganz`; `sued` runs now on `auswahl`, which has
 * one unit only; `vorbei` belongs to the same centre as `nord` and took answers until yesterday.
 */
export const COHORTS = {
  nord: {
    id: 'cohort-nord',
    slug: 'nord',
    centreId: 'centre-nord',
    programmeId: 'ganz',
    title: 'Nord',
    zone: 'Europe/Berlin',
    startsOn: '2026-11-10',
    endsOn: '2027-02-19',
    answersUntil: '2027-03-31',
  },
  sued: {
    id: 'cohort-sued',
    slug: 'sued',
    centreId: 'centre-sued',
    programmeId: 'auswahl',
    title: 'Süd',
    zone: 'Europe/Berlin',
    startsOn: '2026-11-17',
    endsOn: '2027-01-29',
    answersUntil: null,
  },
  vorbei: {
    id: 'cohort-vorbei',
    slug: 'vorbei',
    centreId: 'centre-nord',
    programmeId: 'ganz',
    title: 'Vorbei',
    zone: 'Europe/Berlin',
    startsOn: '2026-06-01',
    endsOn: '2026-10-30',
    answersUntil: '2026-11-23',
  },
};
export type CohortName = keyof typeof COHORTS;

/** Who lives in the world, where they learn and what roles they hold. */
export const PEOPLE = {
  learner: { name: ['Anna', 'Lerch'], learnsIn: ['nord'], roles: [] },
  classmate: { name: ['Bela', 'Mohr'], learnsIn: ['nord'], roles: [] },
  otherLearner: { name: ['Cora', 'Sander'], learnsIn: ['sued'], roles: [] },
  formerLearner: { name: ['Dora', 'Alt'], learnsIn: ['vorbei'], roles: [] },
  trainer: {
    name: ['Tina', 'Trautmann'],
    learnsIn: [],
    roles: [{ role: 'trainer', centreId: null, cohortId: 'cohort-nord' }],
  },
  coordinator: {
    name: ['Karl', 'Ordner'],
    learnsIn: [],
    roles: [{ role: 'coordinator', centreId: 'centre-nord', cohortId: null }],
  },
  otherCoordinator: {
    name: ['Sina', 'Plan'],
    learnsIn: [],
    roles: [{ role: 'coordinator', centreId: 'centre-sued', cohortId: null }],
  },
  operator: { name: ['Olga', 'Betz'], learnsIn: [], roles: [{ role: 'operator', centreId: null, cohortId: null }] },
  stranger: { name: ['Nils', 'Niemand'], learnsIn: [], roles: [] },
} satisfies Record<string, { name: [string, string]; learnsIn: CohortName[]; roles: RoleGrant[] }>;
export type PersonName = keyof typeof PEOPLE;

/** The session of `muster` in a week, for `nord` and `sued` together; the one of `spaeter` a week ago, for `nord`. */
export const LIVE_SESSIONS = {
  workshop: {
    id: 'live-workshop',
    sessionKey: 'muster/werkstatt',
    title: null,
    startsAt: inDays(7),
    endsAt: inDays(7.125),
    mode: 'onsite',
    place: 'Raum 1',
  },
  meeting: {
    id: 'live-meeting',
    sessionKey: 'spaeter/kennenlernen',
    title: null,
    startsAt: inDays(-7),
    endsAt: inDays(-6.875),
    mode: 'online',
    place: null,
  },
} satisfies Record<string, typeof liveSessions.$inferInsert>;

export interface World {
  url: string;
  /** For files of the installation; the database file too, where it is one. */
  folder: string;
  database: Database;
  catalogue: Catalogue;
  /** In a temporary folder of this world. */
  files: FileStore;
  /** What a request of this person is worth; null: nobody signed in. */
  as(person: PersonName | null, at?: Date): Context;
  /** The same world after course files were edited. */
  withCourses(edits: readonly Edit[]): World;
  /** Facts about somebody's learning, straight into the tables. */
  passes(person: PersonName, exercises: readonly string[]): Promise<void>;
  completes(person: PersonName, units: readonly string[]): Promise<void>;
  attends(
    person: PersonName,
    liveSessionId: string,
    status: (typeof attendances.$inferInsert)['status'],
  ): Promise<void>;
  /** All rows that a statement finds. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** Tests with a world of their own: a fresh database with the real migrations, gone afterwards. */
export const it = test.extend<{ world: World }>({
  // Vitest wants the first argument taken apart, also when nothing of it is needed.
  world: async ({ task: _task }, use) => {
    const { url, database, folder, discard } = await freshDatabase(async (empty) =>
      settle(
        contextOf({ database: empty, catalogue: catalogueOf([]), files: openFiles(''), origin: ORIGIN }, null, NOW),
      ),
    );
    try {
      await use(worldOf({ url, database, folder, files: openFiles(join(folder, 'files')) }, catalogueOf([])));
    } finally {
      await discard();
    }
  },
});

/** The code and detail of the refusal that the work ends in; anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.message;
  }
  return 'not refused';
}

/** Ids are made of names, so that a failing test can be read. */
export const personId = (person: PersonName): string => `person-${person}`;
export const enrolmentId = (person: PersonName, cohort: CohortName): string => `enrolment-${person}-${cohort}`;

/** The actor that a session of this person would give. */
export function actorOf(person: PersonName): Actor {
  const { name, roles: grants } = PEOPLE[person];
  return {
    personId: personId(person),
    accountId: `account-${person}`,
    sessionId: `session-${person}`,
    givenName: name[0],
    familyName: name[1],
    email: `${person.toLowerCase()}@world.example`,
    roles: grants,
    mustAddPasskey: false,
  };
}

const catalogues = new Map<string, Catalogue>();

/** The catalogue of the course fixture after some edits; throws when it has a mistake. */
function catalogueOf(edits: readonly Edit[]): Catalogue {
  const key = JSON.stringify(edits);
  const known = catalogues.get(key) ?? readCourse(edits);
  catalogues.set(key, known);
  return known;
}

function readCourse(edits: readonly Edit[]): Catalogue {
  const files = edited(validCourse(), edits);
  const { catalogue, findings } = readCatalogue(files, hashOf(files));
  if (findings.length > 0) throw new Error(`the edited course has a mistake: ${JSON.stringify(findings[0])}`);
  return catalogue;
}

function worldOf(parts: Pick<World, 'url' | 'database' | 'folder' | 'files'>, catalogue: Catalogue): World {
  const { database, files } = parts;
  const as = (person: PersonName | null, at: Date = NOW) =>
    contextOf({ database, catalogue, files, origin: ORIGIN }, person === null ? null : actorOf(person), at);
  const enrolmentOf = (person: PersonName) => {
    const [cohort] = PEOPLE[person].learnsIn;
    if (cohort === undefined) throw new Error(`${person} learns nowhere`);
    return enrolmentId(person, cohort);
  };
  return {
    ...parts,
    catalogue,
    as,
    withCourses: (edits) => worldOf(parts, catalogueOf(edits)),
    async passes(person, exercises) {
      const rows = exercises.map((key) => {
        const exercise = catalogue.exercises[key];
        if (exercise === undefined) throw new Error(`no exercise ${key}`);
        return {
          enrolmentId: enrolmentOf(person),
          attemptId: newId(),
          exercise: key,
          answer: rightAnswer(exercise),
          passed: true,
          score: 1,
          answeredAt: NOW,
        };
      });
      await inTransaction(as(null), ({ db }) => db.insert(attempts).values(rows));
    },
    async completes(person, units) {
      await inTransaction(as(null), ({ db }) =>
        db
          .insert(unitCompletions)
          .values(units.map((unit) => ({ enrolmentId: enrolmentOf(person), unit, completedAt: NOW }))),
      );
    },
    async attends(person, liveSessionId, status) {
      const row = {
        personId: personId(person),
        liveSessionId,
        status,
        recordedAt: NOW,
        recordedBy: personId('trainer'),
      };
      await inTransaction(as(null), ({ db }) => db.insert(attendances).values(row));
    },
    rows: async (sql) => (await database.reader.execute(sql)).rows.map((row) => ({ ...row })),
  };
}

async function settle(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db }) => {
    await db.insert(centres).values([
      { id: 'centre-nord', name: 'Zentrum Nord' },
      { id: 'centre-sued', name: 'Zentrum Süd' },
    ]);
    await db.insert(cohorts).values(Object.values(COHORTS));
    await db.insert(liveSessions).values(Object.values(LIVE_SESSIONS));
    await db.insert(cohortLiveSessions).values([
      { cohortId: 'cohort-nord', liveSessionId: 'live-workshop' },
      { cohortId: 'cohort-sued', liveSessionId: 'live-workshop' },
      { cohortId: 'cohort-nord', liveSessionId: 'live-meeting' },
    ]);
    for (const person of people()) {
      const { email, accountId, givenName, familyName } = actorOf(person);
      await db
        .insert(persons)
        .values({ id: personId(person), givenName, familyName, contactEmail: email, createdAt: NOW });
      await db.insert(accounts).values({
        id: accountId,
        personId: personId(person),
        email,
        passwordHash: null,
        createdAt: NOW,
        acceptedAt: NOW,
      });
      for (const grant of PEOPLE[person].roles)
        await db.insert(roles).values({ id: newId(), personId: personId(person), ...grant, since: NOW });
      for (const cohort of PEOPLE[person].learnsIn)
        await db.insert(enrolments).values({
          id: enrolmentId(person, cohort),
          cohortId: COHORTS[cohort].id,
          personId: personId(person),
          enrolledAt: NOW,
        });
    }
  });
}

/** The names of all people. */
export function people(): PersonName[] {
  return Object.keys(PEOPLE).filter((name): name is PersonName => name in PEOPLE);
}
