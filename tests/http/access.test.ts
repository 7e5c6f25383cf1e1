import { globSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '#platform/random.ts';
import { builtCatalogue, exerciseOf, rightFields } from '../support/answers.ts';
import { changeDatabase, rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { visitor, type Visitor } from '../support/visitor.ts';
import { actionNames } from '../support/action-names.ts';

/**
 * Who may open which page and do which thing, for own and foreign cohorts and centres. Every page and every action of
 * the site stands here: one that is missing fails the test.
 */
const ACTORS = {
  nobody: null,
  learner: { learnsIn: 'demo-durchgang' },
  'learner of another centre': { learnsIn: 'fremd' },
  trainer: { role: 'trainer', cohort: 'demo-durchgang' },
  'trainer of another centre': { role: 'trainer', cohort: 'fremd' },
  'guest trainer': { role: 'guest_trainer', cohort: 'demo-durchgang' },
  coordinator: { role: 'coordinator', centre: 'demo-zentrum' },
  'coordinator of another centre': { role: 'coordinator', centre: 'fremd' },
  partner: { role: 'partner', centre: 'demo-zentrum' },
  'company contact': { role: 'company_contact', cohort: 'demo-durchgang' },
  operator: { role: 'operator' },
} as const;
type ActorName = keyof typeof ACTORS;
const ACTOR_NAMES = Object.keys(ACTORS).filter((name): name is ActorName => name in ACTORS);
const SIGNED_IN = ACTOR_NAMES.filter((name) => name !== 'nobody');

/** Who is let in; everybody else signed in is answered with `refused`, some with another status. */
interface Rule {
  open: readonly ActorName[];
  refused: 403 | 404;
  other?: Partial<Record<ActorName, number>>;
}
const everybody: Rule = { open: ACTOR_NAMES, refused: 404 };
const members: Rule = { open: SIGNED_IN, refused: 404 };
const trainers: Rule = { open: ['trainer', 'trainer of another centre'], refused: 403 };
const coordinators: Rule = { open: ['coordinator', 'coordinator of another centre'], refused: 403 };
const operators: Rule = { open: ['operator'], refused: 403 };
const ownCentre: Rule = { open: ['coordinator'], refused: 404 };

/** With a centre named in the address: not there for those who coordinate another, closed to those who coordinate none. */
const ofOneCentre: Rule = { open: ['coordinator'], refused: 403, other: { 'coordinator of another centre': 404 } };
/** The staff have nothing to learn and are sent to their work. */
const learners: Rule = {
  open: ['learner', 'learner of another centre', 'guest trainer', 'partner', 'company contact'],
  refused: 404,
  other: {
    trainer: 303,
    'trainer of another centre': 303,
    coordinator: 303,
    'coordinator of another centre': 303,
    operator: 303,
  },
};

const UNIT = 'agiles-arbeiten/weniger-gleichzeitig';
const DEAD_LINK = 'x'.repeat(43);

/** File below src/pages → its address and who may open it; a number instead: what everybody gets. */
const PAGES: Record<string, [address: string, rule: Rule | number]> = {
  '[...rest].astro': ['/gibt-es-nicht', 404],
  'abmelden.ts': ['/abmelden', 303],
  'adresse-bestaetigen/[token].astro': [`/adresse-bestaetigen/${DEAD_LINK}`, 410],
  'anmelden.astro': ['/anmelden', { open: ['nobody'], refused: 404, other: signedInGet(303) }],
  'anmelden/code.astro': ['/anmelden/code', 303],
  'anmelden/passkey.ts': ['/anmelden/passkey', 303],
  'barrierefreiheit.astro': ['/barrierefreiheit', everybody],
  'betrieb/aufgaben.astro': ['/betrieb/aufgaben', operators],
  'betrieb/index.astro': ['/betrieb', operators],
  'betrieb/post.astro': ['/betrieb/post', operators],
  'betrieb/protokoll.astro': ['/betrieb/protokoll', operators],
  'betrieb/zentren.astro': ['/betrieb/zentren', operators],
  'dateien/[id].ts': [`/dateien/${'0'.repeat(64)}`, 404],
  'datenschutz.astro': ['/datenschutz', everybody],
  'einladung/[token].astro': [`/einladung/${DEAD_LINK}`, 410],
  'einrichten/[token].astro': [`/einrichten/${DEAD_LINK}`, 410],
  'fehler.astro': ['/fehler', 404],
  'gesund.ts': ['/gesund', everybody],
  'impressum.astro': ['/impressum', everybody],
  'index.astro': ['/', everybody],
  'konto/daten.astro': ['/konto/daten', members],
  'konto/daten.json.ts': ['/konto/daten.json', members],
  'konto/index.astro': ['/konto', members],
  'konto/loeschen.astro': ['/konto/loeschen', members],
  'lernen/[durchgang]/[modul]/[einheit].astro': [
    `/lernen/demo/${UNIT}`,
    { open: ['learner', 'trainer'], refused: 404 },
  ],
  'lernen/index.astro': ['/lernen', learners],
  'module/[modul].astro': ['/module/agiles-arbeiten', everybody],
  'passwort-neu/[token].astro': [`/passwort-neu/${DEAD_LINK}`, 410],
  'passwort-vergessen.astro': ['/passwort-vergessen', everybody],
  'programme/[programm].astro': ['/programme/digital-maker', everybody],
  'trainer.astro': ['/trainer', trainers],
  'verwaltung/index.astro': ['/verwaltung', coordinators],
  'verwaltung/loeschungen.astro': ['/verwaltung/loeschungen', coordinators],
  'verwaltung/personen/[id].astro': ['/verwaltung/personen/demo-teilnehmerin?zentrum=demo-zentrum', ofOneCentre],
  'verwaltung/personen/einladen.astro': ['/verwaltung/personen/einladen?zentrum=demo-zentrum', ofOneCentre],
  'verwaltung/personen/index.astro': ['/verwaltung/personen?zentrum=demo-zentrum', ofOneCentre],
  'verwaltung/post.astro': ['/verwaltung/post', coordinators],
  'verwaltung/protokoll.astro': ['/verwaltung/protokoll?zentrum=demo-zentrum', ofOneCentre],
  'verwaltung/zentrum.astro': ['/verwaltung/zentrum?zentrum=demo-zentrum', ofOneCentre],
};

const KEY = 'agiles-arbeiten/abwechselnd-oder-nacheinander';
const answer = rightFields(exerciseOf(builtCatalogue(), KEY));
const onPerson: [string, string][] = [
  ['centre', 'demo-zentrum'],
  ['person', 'demo-teilnehmerin'],
];
const invitee: [string, string][] = [
  ['givenName', 'Nele'],
  ['familyName', 'Neu'],
  ['email', 'nele@firma.example'],
];
const learns: Rule = { open: ['learner'], refused: 404, other: { trainer: 403 } };
/** What belongs to an account is named by the session, or not found by any other. */
const own: Rule = members;
const nobodys: Rule = { open: [], refused: 404 };

/** Action → a form that can be read, aimed at the demonstration's centre and cohort, and who may send it. */
const ACTIONS: Record<string, [fields: readonly (readonly [string, string])[], rule: Rule]> = {
  'account.addPasskey': [
    [
      ['answer', '{}'],
      ['name', 'x'],
    ],
    { open: [], refused: 404, other: signedInPost(410) },
  ],
  'account.changeConsents': [[], own],
  'account.changeEmail': [[['email', 'neu@access.example']], own],
  'account.changeName': [
    [
      ['givenName', 'Probe'],
      ['familyName', 'Person'],
    ],
    own,
  ],
  'account.changePassword': [[['password', 'x']], own],
  'account.endSession': [[['id', '0'.repeat(64)]], own],
  'account.removePasskey': [[['id', 'x']], nobodys],
  'account.removePassword': [[], own],
  'account.renamePasskey': [
    [
      ['id', 'x'],
      ['name', 'x'],
    ],
    nobodys,
  ],
  'account.startPasskey': [[], own],
  'administration.deactivateAccount': [onPerson, ownCentre],
  'administration.grantRole': [[...onPerson, ['role', 'partner']], ownCentre],
  'administration.inviteList': [
    [
      ['centre', 'demo-zentrum'],
      ['step', 'send'],
      ['list', 'Nele; Neu; nele@firma.example'],
      ['role', 'partner'],
    ],
    ownCentre,
  ],
  'administration.invitePerson': [[['centre', 'demo-zentrum'], ...invitee, ['role', 'partner']], ownCentre],
  'administration.reactivateAccount': [onPerson, ownCentre],
  'administration.resendInvitation': [onPerson, ownCentre],
  'administration.revokeRole': [[...onPerson, ['roleId', 'role-partner']], ownCentre],
  'centres.changeCentre': [
    [
      ['centre', 'demo-zentrum'],
      ['name', 'Digitalisierungszentrum Musterregion'],
      ...['contactName', 'contactEmail', 'contactPhone', 'mailSenderName', 'mailReplyTo'].map(
        (name): [string, string] => [name, ''],
      ),
    ],
    ownCentre,
  ],
  'centres.createCentre': [[['name', 'Neu'], ...invitee], operators],
  'centres.inviteCoordinator': [[['centre', 'demo-zentrum'], ...invitee], operators],
  'learning.completeUnit': [
    [
      ['cohort', 'demo'],
      ['unit', UNIT],
    ],
    learns,
  ],
  'learning.recordVisit': [
    [
      ['cohort', 'demo'],
      ['unit', UNIT],
      ['anchor', 'die-idee'],
    ],
    learns,
  ],
  'learning.saveWorksheet': [
    [
      ['cohort', 'demo'],
      ['worksheet', 'agiles-arbeiten/mein-board'],
    ],
    learns,
  ],
  'learning.showSolution': [
    [
      ['cohort', 'demo'],
      ['exercise', KEY],
    ],
    { open: ['trainer'], refused: 404, other: { learner: 403 } },
  ],
  'learning.submitAnswer': [[['cohort', 'demo'], ['exercise', KEY], ...answer], learns],
  'privacy.withdrawErasure': [[], own],
  'privacy.requestErasure': [[['sure', 'ja']], own],
  'privacy.withdrawConsent': [[['text', 'kontakt']], own],
  'notifications.retryMail': [[['mailId', 'mail-demo']], { open: ['coordinator', 'operator'], refused: 404 }],
  'privacy.erasePerson': [onPerson, ownCentre],
};

function signedInGet(status: number): Partial<Record<ActorName, number>> {
  return Object.fromEntries(SIGNED_IN.map((name) => [name, status]));
}
function signedInPost(status: number): Partial<Record<ActorName, number>> {
  return signedInGet(status);
}

let server: TestServer;
const visitors = new Map<ActorName, Visitor>();

beforeAll(async () => {
  server = await startServer();
  const change = (sql: string, args: (string | number | null)[] = []) => changeDatabase(server.databaseFile, sql, args);
  const now = Date.now();
  await change("insert into centre (id, name) values ('fremd', 'Fremdes Zentrum')");
  await change(
    "insert into cohort (id, slug, centre_id, programme_id, title, zone, starts_on, ends_on) select 'fremd', 'fremd', 'fremd', programme_id, 'Fremder Durchgang', zone, starts_on, ends_on from cohort where id = 'demo-durchgang'",
  );
  for (const [index, name] of ACTOR_NAMES.entries()) {
    const is = ACTORS[name];
    visitors.set(name, visitor(server, is === null ? '' : `dm=token-${index}`));
    if (is === null) continue;
    const id = `actor-${index}`;
    const centre = 'centre' in is ? is.centre : null;
    await change("insert into person (id, given_name, family_name, created_at) values (?, 'Probe', ?, ?)", [
      id,
      name,
      now,
    ]);
    await change('insert into account (id, person_id, email, created_at, accepted_at) values (?, ?, ?, ?, ?)', [
      ...[id, id, `${id}@access.example`],
      ...[now, now],
    ]);
    await change('insert into session (id, account_id, expires_at, created_at) values (?, ?, ?, ?)', [
      ...[sha256Hex(`token-${index}`), id],
      ...[now + 86_400_000, now],
    ]);
    if ('learnsIn' in is)
      await change('insert into enrolment (id, cohort_id, person_id, enrolled_at) values (?, ?, ?, ?)', [
        ...[`enrolment-${index}`, is.learnsIn, id],
        now,
      ]);
    else
      await change('insert into role (id, person_id, role, centre_id, cohort_id, since) values (?, ?, ?, ?, ?, ?)', [
        ...[`role-${index}`, id, is.role],
        ...[centre, 'cohort' in is ? is.cohort : null, now],
      ]);
  }
  await change(
    "insert into erasure_request (person_id, requested_at, due_at, reason) values ('demo-teilnehmerin', ?, ?, 'request')",
    [now, now + 86_400_000],
  );
  await change(
    "insert into role (id, person_id, role, centre_id, since) values ('role-partner', 'demo-trainerin', 'partner', 'demo-zentrum', ?)",
    [now],
  );
  await change(
    "insert into mail (id, centre_id, kind, to_address, subject, body_text, body_html, sender_name, queued_at, due_at, tries, failed_at, last_problem) values ('mail-demo', 'demo-zentrum', 'x', 'x@access.example', 'x', 'x', 'x', 'x', ?, ?, 1, ?, 'x')",
    [now, now, now],
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const as = (name: ActorName): Visitor => {
  const found = visitors.get(name);
  if (found === undefined) throw new Error(`nobody called ${name}`);
  return found;
};

describe('every page', () => {
  it('of the site stands in the table', () => {
    const files = globSync('src/pages/**/*.{astro,ts}').map((path) =>
      path.replaceAll('\\', '/').slice('src/pages/'.length),
    );
    expect(Object.keys(PAGES).toSorted()).toEqual(files.toSorted());
  });

  const cases = Object.entries(PAGES).flatMap(([file, [address, rule]]) =>
    ACTOR_NAMES.map((name): [string, string, ActorName, number] => [file, address, name, expectedPage(rule, name)]),
  );
  it.each(cases)('%s (%s): %s gets %i', async (_file, address, name, status) => {
    const response = await as(name).get(address);
    await response.body?.cancel();
    expect(response.status).toBe(status);
    if (status === 303 && name === 'nobody' && /^\/(lernen|trainer|verwaltung|betrieb|konto)/.test(address))
      expect(response.headers.get('location')).toContain('/anmelden');
  });
});

function expectedPage(rule: Rule | number, name: ActorName): number {
  if (typeof rule === 'number') return rule;
  if (rule.open.includes(name)) return 200;
  return rule.other?.[name] ?? (name === 'nobody' ? 303 : rule.refused);
}

describe('every action', () => {
  it('of the site stands in the table', () => {
    expect(Object.keys(ACTIONS).toSorted()).toEqual(actionNames().toSorted());
  });

  const cases = Object.entries(ACTIONS).flatMap(([action, [fields, rule]]) =>
    ACTOR_NAMES.map((name) => ({ action, fields, name, rule })),
  );
  const isOpen = ({ rule, name }: (typeof cases)[number]) => rule.open.includes(name);
  // Refusals first: who may, changes something.
  it.each(cases.filter((each) => !isOpen(each)))(
    '$action is refused to $name',
    async ({ action, fields, name, rule }) => {
      const before = await counts();
      const response = await as(name).act(action, fields);
      expect(response.status).toBe(name === 'nobody' ? 401 : (rule.other?.[name] ?? rule.refused));
      expect(await response.text()).toMatch(/[a-zäöüß]{3}/);
      expect(await counts()).toEqual(before);
    },
  );

  it.each(cases.filter(isOpen))('$action is done for $name', async ({ action, fields, name }) => {
    const response = await as(name).act(action, fields);
    // Who comes second may find it done already, and many from one address are slowed down.
    expect([200, 204, 409, 429], await response.text()).toContain(response.status);
  });
});

/** Rows that an action could have added or changed. */
async function counts(): Promise<unknown> {
  const tables = [
    'attempt',
    'unit_completion',
    'unit_visit',
    'worksheet_entry',
    'role',
    'person',
    'account',
    'centre',
    'mail',
    'audit_entry',
    'enrolment',
    'consent',
  ];
  return rowsOf(
    server.databaseFile,
    `select ${tables.map((table) => `(select count(*) from "${table}") as ${table}`).join(', ')}, (select count(*) from session) as session`,
  );
}
