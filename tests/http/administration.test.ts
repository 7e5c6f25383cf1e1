import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signedIn, visitor, type Visitor } from '../support/visitor.ts';

const HERE = 'demo-zentrum';
const COHORT = 'demo-durchgang';
const PEOPLE = ['teilnehmerin', 'trainerin', 'koordination', 'sued', 'betrieb'] as const;
type Who = (typeof PEOPLE)[number];

let server: TestServer;
let visitors: Record<Who, Visitor>;
beforeAll(async () => {
  server = await startServer();
  // A second centre with a coordinator and a cohort; nobody of the first knows it.
  for (const sql of [
    "insert into centre (id, name) values ('sued', 'Zentrum Süd')",
    "insert into person (id, given_name, family_name, created_at) values ('sued', 'Sina', 'Geheimnis', 0), ('dort', 'Dana', 'Dort', 0)",
    "insert into account (id, person_id, email, password_hash, created_at, accepted_at) select 'sued', 'sued', 'sued@demo.example', password_hash, 0, 0 from account where person_id = 'demo-betrieb'",
    "insert into account (id, person_id, email, password_hash, created_at, accepted_at) select 'dort', 'dort', 'dort@demo.example', password_hash, 0, 0 from account where person_id = 'demo-betrieb'",
    "insert into role (id, person_id, role, centre_id, since) values ('role-sued', 'sued', 'coordinator', 'sued', 0)",
    "insert into cohort (id, slug, centre_id, programme_id, title, zone, starts_on, ends_on) select 'fremd', 'fremd', 'sued', programme_id, 'Fremder Durchgang', zone, starts_on, ends_on from cohort where id = 'demo-durchgang'",
    "insert into enrolment (id, cohort_id, person_id, enrolled_at) values ('fremd', 'fremd', 'dort', 0)",
  ])
    await changeDatabase(server.databaseFile, sql);
  const signIns = await Promise.all(PEOPLE.map(async (who) => [who, await signedIn(server, who)] as const));
  visitors = Object.fromEntries(signIns) as typeof visitors; // checked: one for each of PEOPLE
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const facts = () =>
  rowsOf(
    server.databaseFile,
    'select (select count(*) from person) as people, (select count(*) from role) as roles, (select count(*) from enrolment) as enrolments, (select count(*) from mail) as mails, (select count(*) from centre) as centres, (select count(*) from account where deactivated_at is not null) as deactivated, (select count(*) from audit_entry) as audited',
  );
/** As the page's form sends it, without scripts. */
const send = (who: Who, page: string, action: string, fields: Record<string, string>) =>
  visitors[who].post(`${page}?_action=${action}`, new URLSearchParams(fields));
const nele = { givenName: 'Nele', familyName: 'Neu', email: 'nele@firma.example' };
const asLearner = { centre: HERE, role: 'learner', cohort: COHORT };

describe('a page', () => {
  const pages: [path: string, allowed: Who | null][] = [
    ['/verwaltung', 'koordination'],
    ['/verwaltung/zentrum', 'koordination'],
    ['/verwaltung/personen', 'koordination'],
    ['/verwaltung/personen/einladen', 'koordination'],
    ['/verwaltung/protokoll', 'koordination'],
    ['/betrieb', 'betrieb'],
    ['/betrieb/zentren', 'betrieb'],
    ['/betrieb/protokoll', 'betrieb'],
  ];
  test.each(pages)('%s is for %s only', async (path, allowed) => {
    for (const who of ['teilnehmerin', 'trainerin', 'koordination', 'betrieb'] as const)
      expect((await visitors[who].get(path)).status, who).toBe(who === allowed ? 200 : 403);
    const stranger = await visitor(server).get(path);
    expect([stranger.status, stranger.headers.get('location')]).toEqual([
      303,
      `/anmelden?weiter=${encodeURIComponent(path)}`,
    ]);
  });

  test.each(['', '/zentrum', '/personen', '/personen/einladen', '/protokoll', '/personen/demo-trainerin'])(
    '/verwaltung%s of another centre is not there',
    async (path) => {
      expect((await visitors.koordination.get(`/verwaltung${path}?zentrum=sued`)).status).toBe(404);
      expect((await visitors.koordination.get(`/verwaltung${path}?zentrum=__proto__`)).status).toBe(404);
    },
  );

  test.each(['sued', 'dort', 'demo-betrieb', 'gibt-es-nicht', '__proto__', '..%2f..', '%00'])(
    'of the person %s, whom the centre does not know, is not there',
    async (id) => {
      const response = await visitors.koordination.get(`/verwaltung/personen/${id}`);
      expect([400, 404]).toContain(response.status);
      expect(await response.text()).not.toMatch(/Geheimnis|Dana/);
    },
  );

  test('shows nothing of another centre', async () => {
    for (const path of ['', '/zentrum', '/personen', '/personen?suche=Dana', '/personen/einladen', '/protokoll'])
      expect(await (await visitors.koordination.get(`/verwaltung${path}`)).text(), path).not.toMatch(
        /Zentrum Süd|Geheimnis|Dort\b|Fremder/,
      );
  });

  test.each([
    '?suche="><script>alert(1)</script>',
    '?suche=%00%25_',
    '?seite=-1',
    '?seite=1e99',
    '?stand=x',
    '?seite=NaN',
  ])('of people is there with %s, and nothing of it becomes markup', async (query) => {
    const response = await visitors.koordination.get(`/verwaltung/personen${query}`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('"><script>');
  });

  test.each(['?vor=x', '?vor=-5', '?vor=1e400', '?vor=9007199254740993'])(
    'of the log is there with %s',
    async (query) => {
      expect((await visitors.koordination.get(`/verwaltung/protokoll${query}`)).status).toBe(200);
    },
  );
});

describe('an action', () => {
  const person = { centre: HERE, person: 'demo-trainerin' };
  const centre = {
    name: 'x',
    contactName: '',
    contactEmail: '',
    contactPhone: '',
    mailSenderName: '',
    mailReplyTo: '',
  };
  const actions: [string, Record<string, string>, who: Who[], status: number][] = [
    ['administration.invitePerson', { ...asLearner, ...nele }, ['teilnehmerin', 'trainerin', 'sued', 'betrieb'], 404],
    ['administration.invitePerson', { ...asLearner, ...nele, cohort: 'fremd' }, ['koordination', 'sued'], 404],
    [
      'administration.inviteList',
      { ...asLearner, step: 'send', list: 'A; B; a@b.example' },
      ['trainerin', 'sued', 'betrieb'],
      404,
    ],
    [
      'administration.grantRole',
      { ...person, role: 'coordinator' },
      ['teilnehmerin', 'trainerin', 'sued', 'betrieb'],
      404,
    ],
    [
      'administration.grantRole',
      { centre: 'sued', person: 'demo-trainerin', role: 'partner' },
      ['sued', 'koordination'],
      404,
    ],
    ['administration.revokeRole', { ...person, roleId: 'role-sued' }, ['teilnehmerin', 'koordination', 'betrieb'], 404],
    ['administration.deactivateAccount', person, ['teilnehmerin', 'trainerin', 'sued', 'betrieb'], 404],
    ['administration.deactivateAccount', { centre: HERE, person: 'dort' }, ['koordination'], 404],
    ['administration.deactivateAccount', { centre: HERE, person: 'demo-betrieb' }, ['koordination'], 404],
    ['administration.reactivateAccount', person, ['teilnehmerin', 'trainerin', 'sued', 'betrieb'], 404],
    ['administration.resendInvitation', person, ['teilnehmerin', 'trainerin', 'sued', 'betrieb'], 404],
    ['centres.changeCentre', { centre: HERE, ...centre }, ['teilnehmerin', 'trainerin', 'sued', 'betrieb'], 404],
    ['centres.createCentre', { name: 'x', ...nele }, ['teilnehmerin', 'trainerin', 'koordination', 'sued'], 403],
    [
      'centres.inviteCoordinator',
      { centre: HERE, ...nele },
      ['teilnehmerin', 'trainerin', 'koordination', 'sued'],
      403,
    ],
  ];
  test.each(actions)('%s with %j is refused to %j', async (action, fields, who, status) => {
    const before = await facts();
    for (const each of who)
      expect((await visitors[each].act(action, Object.entries(fields))).status, each).toBe(status);
    expect((await visitor(server).act(action, Object.entries(fields))).status).toBe(401);
    expect(await facts()).toEqual(before);
  });

  test('is refused as a page when a form without scripts sent it', async () => {
    const before = await facts();
    const response = await send('koordination', '/verwaltung/personen/einladen', 'administration.invitePerson', {
      ...asLearner,
      ...nele,
      centre: 'sued',
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Diese Seite gibt es nicht');
    expect(await facts()).toEqual(before);
  });
});

describe('an invitation', () => {
  const invite = async (fields: Record<string, string>) => {
    const response = await send('koordination', '/verwaltung/personen/einladen', 'administration.invitePerson', {
      ...asLearner,
      ...fields,
    });
    return {
      status: response.status,
      headers: [...response.headers].filter(([name]) => name !== 'date'),
      text: await response.text(),
    };
  };

  test('of a known and of an unknown address gets the same bytes', async () => {
    const unknown = await invite(nele);
    expect(unknown.status).toBe(303);
    expect(await invite({ ...nele, email: 'dort@demo.example' })).toEqual(unknown);
    expect(
      await rowsOf(
        server.databaseFile,
        "select kind, subject from mail where to_address in ('nele@firma.example', 'dort@demo.example') group by kind, subject",
      ),
    ).toHaveLength(1);
  });

  test('with a mistake keeps what was typed and says at the field what is wrong', async () => {
    const before = await facts();
    const { status, text } = await invite({ ...nele, email: 'nele@firma' });
    expect(status).toBe(422);
    expect(text).toMatch(/value="Nele"/);
    expect(text).toMatch(
      /<input[^>]*name="email"[^>]*value="nele@firma"[^>]*aria-describedby="email-fehler"[^>]*aria-invalid="true"/,
    );
    expect(text).toMatch(/id="email-fehler" role="alert">\s*Bitte geben Sie eine vollständige E-Mail-Adresse an/);
    expect(await facts()).toEqual(before);
  });

  test.each([
    [{ role: 'operator' }, 'Bitte wählen Sie eine Rolle'],
    [{ role: 'trainer', cohort: '' }, 'Bitte wählen Sie den Durchgang'],
    [{ givenName: '"><script>alert(1)</script>' }, 'Bitte geben Sie den Vornamen an'],
  ])('with %j is not sent', async (change, words) => {
    const before = await facts();
    const { status, text } = await invite({ ...nele, ...change });
    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(text).not.toContain('"><script>');
    expect(await facts()).toEqual(before);
  });
});

describe('a list of people', () => {
  const sendList = (step: string, list: string) =>
    send('koordination', '/verwaltung/personen/einladen', 'administration.inviteList', { ...asLearner, step, list });

  test('is shown before anybody is invited, then all are', async () => {
    const before = await facts();
    const list = 'Eins; Person; eins@liste.example\nZwei; Person; zwei@liste.example';
    const preview = await sendList('check', list);
    expect(preview.status).toBe(200);
    expect(await preview.text()).toMatch(
      /2 Personen: Stimmt alles\?[\s\S]*eins@liste\.example[\s\S]*zwei@liste\.example/,
    );
    expect(await facts()).toEqual(before);
    const sent = await sendList('send', list);
    expect(sent.headers.get('location')).toBe(`/verwaltung/personen?zentrum=${HERE}&meldung=mehrere-eingeladen`);
    const page = await (await visitors.koordination.get(sent.headers.get('location') ?? '')).text();
    expect(page).toContain('Die Einladungen sind unterwegs.');
    expect(await rowsOf(server.databaseFile, "select 1 from account where email like '%@liste.example'")).toHaveLength(
      2,
    );
  });

  test.each(['check', 'send'])('with a line that cannot be read invites nobody at %s', async (step) => {
    const before = await facts();
    const response = await sendList(step, 'Gut; Person; gut@liste.example\n<b>Kaputt</b>');
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toMatch(/Zeile 2:/);
    expect(text).not.toContain('<b>Kaputt');
    expect(text).toContain('Gut; Person; gut@liste.example');
    expect(await facts()).toEqual(before);
  });

  test('that is empty is told so', async () => {
    const response = await sendList('check', ' \n ');
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Bitte tragen Sie mindestens eine Person ein');
  });
});

describe('within one request', () => {
  test('a deactivated person is signed out', async () => {
    const learner = await signedIn(server);
    expect((await learner.get('/lernen')).status).toBe(200);
    const person = { centre: HERE, person: 'demo-teilnehmerin' };
    const page = '/verwaltung/personen/demo-teilnehmerin';
    const done = await send('koordination', page, 'administration.deactivateAccount', person);
    expect(done.headers.get('location')).toBe(`${page}?zentrum=${HERE}&meldung=konto-deaktiviert`);
    expect((await learner.get('/lernen')).status).toBe(303);
    expect(await (await visitors.koordination.get(page)).text()).toContain('Zugang wieder öffnen');
    await send('koordination', page, 'administration.reactivateAccount', person);
    expect((await (await signedIn(server)).get('/lernen')).status).toBe(200);
  });

  test('who has a new role, or one less, is signed out', async () => {
    const person = { centre: HERE, person: 'demo-trainerin' };
    const before = await signedIn(server, 'trainerin');
    await send('koordination', '/verwaltung/personen/demo-trainerin', 'administration.grantRole', {
      ...person,
      role: 'partner',
    });
    expect((await before.get('/trainer')).status).toBe(303);
    const between = await signedIn(server, 'trainerin');
    const [role] = await rowsOf(
      server.databaseFile,
      "select id from role where person_id = 'demo-trainerin' and role = 'partner'",
    );
    await send('koordination', '/verwaltung/personen/demo-trainerin', 'administration.revokeRole', {
      ...person,
      roleId: String(role?.['id']),
    });
    expect((await between.get('/trainer')).status).toBe(303);
  });

  test('the last coordinator cannot step down, and is told why', async () => {
    const [role] = await rowsOf(server.databaseFile, "select id from role where person_id = 'demo-koordination'");
    const response = await send('koordination', '/verwaltung/personen/demo-koordination', 'administration.revokeRole', {
      centre: HERE,
      person: 'demo-koordination',
      roleId: String(role?.['id']),
    });
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/role="alert"[\s\S]*Ein Zentrum braucht mindestens eine Koordination/);
  });
});

test('an operator makes a centre, whose coordinator is invited', async () => {
  const response = await send('betrieb', '/betrieb/zentren', 'centres.createCentre', {
    name: 'Zentrum West',
    ...nele,
    email: 'west@firma.example',
  });
  expect(response.headers.get('location')).toBe('/betrieb/zentren?meldung=zentrum-angelegt');
  const page = await (await visitors.betrieb.get('/betrieb/zentren')).text();
  expect(page).toMatch(/Zentrum West[\s\S]*noch niemand, der sich anmelden kann/);
  expect(await (await visitors.betrieb.get('/betrieb/protokoll')).text()).toContain('Zentrum angelegt: Zentrum West');
});
