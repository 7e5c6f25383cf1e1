import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradeAnswer } from '#domain/catalogue/exercise.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import type { Actor } from '#domain/identity/actor.ts';
import { hashOf, readSourceFiles } from '#platform/course-files.ts';
import { openDatabase, type Database } from '#platform/db.ts';
import { openFiles } from '#platform/files.ts';
import { contextOf, type Context } from '#server/context.ts';
import { addGeneratedLearners, createDemonstration } from '#server/demonstration/create.ts';
import { DEMO_KICK_OFF, demonstrationDates } from '#server/demonstration/plan.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { signIn } from '#server/identity/sign-in.ts';
import { attemptSummaries, progressOf } from '#server/learning/queries.ts';
import { myLines } from '#server/progress/queries.ts';
import { migrate } from '../../../src/runtime.ts';

const NOW = new Date('2026-11-24T11:00:00Z');
const files = readSourceFiles(process.cwd());
const { catalogue } = readCatalogue(files, hashOf(files));
const folder = mkdtempSync(join(tmpdir(), 'demonstration-'));
let database: Database;
let ctx: Context;
const rows = async (sql: string) => (await database.reader.execute(sql)).rows.map((row) => ({ ...row }));

beforeAll(async () => {
  database = await openDatabase(pathToFileURL(join(folder, 'demo.db')).href);
  await migrate(database);
  ctx = contextOf({ database, catalogue, files: openFiles(join(folder, 'files')), origin: '' }, null, NOW);
  await createDemonstration(ctx);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

async function actorOf(email: string): Promise<Actor | null> {
  const sessions = sessionsOf(database, false);
  const cookie = await signIn({ ...ctx, now: new Date() }, sessions, {
    email,
    password: DEMO_PASSWORD,
    clientAddress: '192.0.2.1',
    device: null,
  });
  return (await sessions.validate(`dm=${cookie?.value ?? ''}`, new Date()))?.actor ?? null;
}

describe('the demonstration', () => {
  it.each(DEMO_ACCOUNTS)(
    '$email signs in with the password that is shown, as what it $does',
    async ({ email, name, role }) => {
      const actor = await actorOf(email);
      expect(actor).toMatchObject({ givenName: name[0], familyName: name[1], email });
      expect(actor?.roles.map((grant) => grant.role)).toEqual(role === null ? [] : [role]);
    },
  );

  it('lets its learner answer in her own words, long enough to pass, and not in those of the model answer', async () => {
    const given = await rows("select exercise, answer from attempt where enrolment_id = 'demo-anmeldung'");
    const texts = given.flatMap(({ exercise, answer }) => {
      const known = catalogue.exercises[String(exercise)];
      return known?.type === 'free-text' ? [{ known, answer: JSON.parse(String(answer)) as unknown }] : [];
    });
    expect(texts.length).toBeGreaterThan(0);
    for (const { known, answer } of texts) {
      expect(answer).not.toBe(known.modelAnswer);
      expect(gradeAnswer(known, answer)?.passed).toBe(true);
    }
  });

  it('shows its learner the second unit, begun, and the workshop in a week', async () => {
    const actor = await actorOf('teilnehmerin@demo.example');
    const lines = await myLines({ ...ctx, actor });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      cohort: { slug: 'demo', enrolled: 12 },
      line: {
        units: { done: 1, total: 6 },
        next: { kind: 'unit', key: 'agiles-arbeiten/arbeit-sichtbar-machen', state: 'started' },
        nextSession: { key: 'agiles-arbeiten/werkstatt-aufgabenboard', state: 'upcoming' },
        sessions: { attended: 1, total: 6 },
      },
    });
    expect(lines[0]?.line.next).toHaveProperty('anchor', expect.any(String));
  });

  it('has eleven more learners, from the beginning of the module to its end', async () => {
    const learners = await rows(`
      select p.family_name, (select count(*) from unit_completion c where c.enrolment_id = e.id) as done, (select count(*) from attempt a where a.enrolment_id = e.id) as tried
      from enrolment e join person p on p.id = e.person_id where p.id <> 'demo-teilnehmerin'`);
    expect(learners).toHaveLength(11);
    expect(new Set(learners.map((row) => row['family_name'])).size).toBe(11);
    expect(new Set(learners.map((row) => row['done']))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    expect(
      new Set(learners.map((row) => `${String(row['done'])} ${String(row['tried'])}`)).size,
    ).toBeGreaterThanOrEqual(9);
    expect(learners.some((row) => row['tried'] === 0)).toBe(true);
  });

  it('has only completions that its learners could have reached: all required exercises are passed', async () => {
    for (const { enrolment_id: enrolmentId, unit: key } of await rows(
      'select enrolment_id, unit from unit_completion',
    )) {
      const unit = catalogue.units[String(key)];
      if (unit === undefined) throw new Error(`no unit ${String(key)}`);
      expect(progressOf(ctx, unit, await attemptSummaries(ctx, String(enrolmentId), unit.exercises))).toMatchObject({
        completable: true,
        missing: [],
      });
    }
  });

  it('has every kind of attendance at the kick-off, one for each learner', async () => {
    const found = await rows(
      `select status, count(*) as n from attendance where live_session_id = '${DEMO_KICK_OFF}' group by status order by status`,
    );
    expect(found).toEqual([
      { status: 'absent', n: 1 },
      { status: 'excused', n: 1 },
      { status: 'late', n: 1 },
      { status: 'present', n: 9 },
    ]);
  });

  it('names sessions that exist in the course files', async () => {
    for (const { session_key: key } of await rows('select session_key from live_session'))
      expect(Object.keys(catalogue.sessions)).toContain(key);
  });

  it('is filled with generated learners, at all points of the line', async () => {
    await addGeneratedLearners(ctx, 30);
    expect(await rows('select count(*) as n from enrolment')).toEqual([{ n: 42 }]);
    const found = await rows(
      "select distinct (select count(*) from unit_completion c where c.enrolment_id = e.id) as done from enrolment e join person p on p.id = e.person_id where p.given_name = 'Person'",
    );
    expect(found.map((row) => row['done']).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('the dates of the demonstration', () => {
  const berlin = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const day = (date: Date) => berlin.format(date);
  const starts = (today: string) => demonstrationDates(today).sessions.map(({ startsAt }) => day(startsAt));

  const kickOffs: [string, string][] = [
    ['2026-11-27', '2026-11-13 13:00'],
    ['2026-11-28', '2026-11-16 13:00'],
    ['2026-11-29', '2026-11-16 13:00'],
    ['2026-11-30', '2026-11-16 13:00'],
    ['2026-12-01', '2026-11-17 13:00'],
  ];
  it.each(kickOffs)(
    'around %s: the kick-off two weeks ago is on %s; a weekend moves to the Monday',
    (today, expected) => {
      expect(starts(today)[0]).toBe(expected);
    },
  );

  it('are on working days, in order, inside the cohort, the kick-off over and the rest to come, on every day of a year', () => {
    for (let offset = 0; offset < 366; offset += 1) {
      const today = new Date(Date.UTC(2026, 10, 24 + offset)).toISOString().slice(0, 10);
      const { startsOn, endsOn, sessions } = demonstrationDates(today);
      const days = sessions.map(({ startsAt }) => day(startsAt).slice(0, 10));
      expect(days).toEqual([...days].sort());
      for (const { startsAt, endsAt } of sessions) {
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${day(startsAt).slice(0, 10)}T00:00Z`).getUTCDay());
        expect(day(startsAt).slice(11)).toMatch(/^(13|09):00$/);
        expect(endsAt.getTime() - startsAt.getTime()).toBeLessThanOrEqual(4 * 3_600_000);
      }
      expect(days.every((each) => each >= startsOn && each <= endsOn)).toBe(true);
      expect([(days[0] ?? '') < today, days.slice(1).every((each) => each > today)]).toEqual([true, true]);
    }
  });
});
