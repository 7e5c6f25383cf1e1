import { describe, expect } from 'vitest';
import type { Assignment } from '#domain/identity/assignment.ts';
import { peopleOfCentre } from '#server/cohorts/people.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { sha256Hex } from '#platform/random.ts';
import { audited, queued, setAccount, signInBefore, stillSignedIn } from '../../support/administration.ts';
import { inDays, it, NOW, ORIGIN, refusalOf, type PersonName, type World } from '../../support/world.ts';

const NEW = { givenName: 'Nele', familyName: 'Neu', email: 'nele@firma.example' };
const KNOWN = { givenName: 'Cora', familyName: 'Falsch', email: 'otherlearner@world.example' };
const asLearner: Assignment = { role: 'learner', cohortId: 'cohort-nord' };
const invite = (world: World, invitees = [NEW], assignment: Assignment = asLearner, who: PersonName = 'coordinator') =>
  invitePeople(world.as(who), { centreId: 'centre-nord', assignment, invitees });
const facts = (world: World) =>
  world.rows(
    'select (select count(*) from person) as people, (select count(*) from account) as accounts, (select count(*) from role) as roles, (select count(*) from enrolment) as enrolments, (select count(*) from mail) as mails, (select count(*) from audit_entry) as audited',
  );

describe('somebody new', () => {
  it('has an account that is not accepted yet, a place, a mail with a link, and stands in the log', async ({
    world,
  }) => {
    await invite(world);
    expect(
      await world.rows(
        `select given_name, family_name, contact_email, person.centre_id, email, password_hash, accepted_at, cohort_id
         from account join person on person.id = account.person_id join enrolment on enrolment.person_id = person.id
         where email = '${NEW.email}'`,
      ),
    ).toEqual([
      {
        given_name: 'Nele',
        family_name: 'Neu',
        contact_email: NEW.email,
        centre_id: 'centre-nord',
        email: NEW.email,
        password_hash: null,
        accepted_at: null,
        cohort_id: 'cohort-nord',
      },
    ]);
    expect(await queued(world)).toEqual([`invitation ${NEW.email} Ihr Zugang: Zentrum Nord`]);
    const [person] = await world.rows(`select person_id from account where email = '${NEW.email}'`);
    expect(await audited(world)).toEqual([`person-invited ${String(person?.['person_id'])} centre-nord`]);
  });

  it('gets a link whose token stands in the mail only, and that works for two weeks', async ({ world }) => {
    await invite(world);
    const [mail] = await world.rows('select body_text from mail');
    const token = new RegExp(`${ORIGIN}/einladung/([\\w-]{43})\n`).exec(String(mail?.['body_text']))?.[1] ?? '';
    expect(await world.rows('select id, kind, expires_at from one_time_link')).toEqual([
      { id: sha256Hex(token), kind: 'invitation', expires_at: inDays(14).getTime() },
    ]);
  });

  const roles: [Assignment, object][] = [
    [
      { role: 'trainer', cohortId: 'cohort-nord' },
      { role: 'trainer', centre_id: null, cohort_id: 'cohort-nord' },
    ],
    [
      { role: 'guest_trainer', cohortId: 'cohort-nord' },
      { role: 'guest_trainer', centre_id: null, cohort_id: 'cohort-nord' },
    ],
    [{ role: 'coordinator' }, { role: 'coordinator', centre_id: 'centre-nord', cohort_id: null }],
    [{ role: 'partner' }, { role: 'partner', centre_id: 'centre-nord', cohort_id: null }],
  ];
  it.for(roles)('can be invited as %j', async ([assignment, row], { world }) => {
    await invite(world, [NEW], assignment);
    expect(
      await world.rows(
        `select role, role.centre_id, cohort_id, since, granted_by from role join account on account.person_id = role.person_id where email = '${NEW.email}'`,
      ),
    ).toEqual([{ ...row, since: NOW.getTime(), granted_by: 'person-coordinator' }]);
  });
});

describe('somebody whom another centre knows', () => {
  it('keeps name, account and what is there, has the place too, and is told by mail', async ({ world }) => {
    await invite(world, [KNOWN]);
    expect(
      await world.rows(
        "select given_name, family_name, person.centre_id, cohort_id from person join enrolment on enrolment.person_id = person.id where person.id = 'person-otherLearner' order by cohort_id",
      ),
    ).toEqual([
      { given_name: 'Cora', family_name: 'Sander', centre_id: null, cohort_id: 'cohort-nord' },
      { given_name: 'Cora', family_name: 'Sander', centre_id: null, cohort_id: 'cohort-sued' },
    ]);
    const [mail] = await world.rows('select body_text, centre_id from mail');
    expect(mail?.['body_text']).toMatch(/Guten Tag, Cora Sander,\n\nBei Zentrum Nord haben Sie jetzt auch Zugang/);
    expect(mail?.['centre_id']).toBe('centre-nord');
    expect(await world.rows('select * from one_time_link')).toEqual([]);
  });

  it('cannot be told from somebody new by the answer, by the list of mails or by the log', async ({ world }) => {
    const traces = async (email: string) => ({
      mails: await world.rows(`select kind, subject, centre_id from mail where to_address = '${email}'`),
      log: await world.rows(
        `select action, target_kind, audit_entry.centre_id, detail from audit_entry join account on account.person_id = target_id where email = '${email}'`,
      ),
    });
    expect([await invite(world, [NEW]), await traces(NEW.email)]).toEqual([
      await invite(world, [KNOWN]),
      await traces(KNOWN.email),
    ]);
  });

  it('who has not accepted the first invitation gets a new link, and the old one is dead', async ({ world }) => {
    await invite(world);
    const [first] = await world.rows('select id from one_time_link');
    await invitePeople(world.as('otherCoordinator'), {
      centreId: 'centre-sued',
      assignment: { role: 'partner' },
      invitees: [{ ...NEW, familyName: 'Anders' }],
    });
    const links = await world.rows('select id from one_time_link');
    expect(links).toHaveLength(1);
    expect(links).not.toEqual([first]);
    expect(
      await world.rows(
        `select family_name from person join account on person.id = person_id where email = '${NEW.email}'`,
      ),
    ).toEqual([{ family_name: 'Neu' }]);
  });

  it('and is deactivated gets the place but no mail about what is closed', async ({ world }) => {
    await setAccount(world, 'otherLearner', { deactivatedAt: NOW });
    await invite(world, [KNOWN]);
    expect(await queued(world)).toEqual([]);
    expect(
      (await peopleOfCentre(world.as('coordinator'), 'centre-nord', { text: 'sander', state: null, page: 1 })).total,
    ).toBe(1);
  });

  it('signs in anew for a new role, not for a new place', async ({ world }) => {
    await signInBefore(world, 'otherLearner');
    await invite(world, [KNOWN]);
    expect(await stillSignedIn(world, 'otherLearner')).toBe(true);
    await invite(world, [KNOWN], { role: 'partner' });
    expect(await stillSignedIn(world, 'otherLearner')).toBe(false);
  });
});

describe('inviting twice', () => {
  it('gives one account, one place, and a second mail', async ({ world }) => {
    await invite(world);
    const before = await facts(world);
    await invite(world);
    expect(await facts(world)).toEqual(
      before.map((row) => ({ ...row, mails: Number(row['mails']) + 1, audited: Number(row['audited']) + 1 })),
    );
  });
});

describe('a list', () => {
  it('is invited whole', async ({ world }) => {
    const invitees = Array.from({ length: 100 }, (_, index) => ({ ...NEW, email: `person${index}@firma.example` }));
    await invite(world, invitees);
    expect(await queued(world)).toHaveLength(100);
  });

  it('is not invited at all when one of it fails', async ({ world }) => {
    const before = await facts(world);
    await world.database.write((writer) =>
      writer.execute(
        "create trigger full before insert on account when new.email = 'zwei@firma.example' begin select raise(abort, 'full'); end",
      ),
    );
    await expect(invite(world, [NEW, { ...NEW, email: 'zwei@firma.example' }])).rejects.toThrow();
    expect(await facts(world)).toEqual(before);
  });
});

describe('nobody is invited', () => {
  const refused: [string, PersonName, Assignment, string][] = [
    ['by a coordinator of another centre', 'otherCoordinator', asLearner, 'not-found'],
    ['by a trainer', 'trainer', asLearner, 'not-found'],
    ['by an operator, who only invites coordinators', 'operator', asLearner, 'not-found'],
    ['by a learner', 'learner', asLearner, 'not-found'],
    ['into a cohort of another centre', 'coordinator', { role: 'learner', cohortId: 'cohort-sued' }, 'not-found'],
    ['into a cohort that is not there', 'coordinator', { role: 'trainer', cohortId: 'x' }, 'not-found'],
  ];
  it.for(refused)('%s', async ([, who, assignment, refusal], { world }) => {
    const before = await facts(world);
    expect(await refusalOf(invite(world, [NEW], assignment, who))).toBe(refusal);
    expect(await facts(world)).toEqual(before);
  });

  it('by nobody', async ({ world }) => {
    const asked = invitePeople(world.as(null), { centreId: 'centre-nord', assignment: asLearner, invitees: [NEW] });
    expect(await refusalOf(asked)).toBe('signed-out');
  });
});
