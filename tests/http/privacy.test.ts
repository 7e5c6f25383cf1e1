import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signedIn, visitor, type Visitor } from '../support/visitor.ts';

const PEOPLE = ['teilnehmerin', 'trainerin', 'koordination', 'betrieb'] as const;
type Who = (typeof PEOPLE)[number];
const HERE = 'demo-zentrum';

let server: TestServer;
let visitors: Record<Who, Visitor>;
beforeAll(async () => {
  server = await startServer();
  const signIns = await Promise.all(PEOPLE.map(async (who) => [who, await signedIn(server, who)] as const));
  visitors = Object.fromEntries(signIns) as typeof visitors; // checked: one for each of PEOPLE
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const requests = () => rowsOf(server.databaseFile, 'select person_id, due_at is not null as due from erasure_request');
/** As the page's form sends it, without scripts. */
const send = (who: Who, page: string, action: string, fields: Record<string, string> = {}) =>
  visitors[who].post(`${page}?_action=privacy.${action}`, new URLSearchParams(fields));

describe('one’s own data', () => {
  test('are a page and a file for whoever is signed in', async () => {
    for (const who of PEOPLE) {
      expect((await visitors[who].get('/konto/daten')).status, who).toBe(200);
      expect((await visitors[who].get('/konto/loeschen')).status, who).toBe(200);
    }
    for (const path of ['/konto/daten', '/konto/daten.json', '/konto/loeschen', '/verwaltung/loeschungen'])
      expect((await visitor(server).get(path)).status, path).toBe(303);
  });

  test('come as an attachment that nobody keeps, in German, without anybody else', async () => {
    const response = await visitors.teilnehmerin.get('/konto/daten.json');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="meine-daten.json"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    const file: unknown = JSON.parse(text);
    expect(file).toHaveProperty('abschnitte[0].eintraege[0].Familienname', 'Brinkmann');
    expect(file).toHaveProperty('abschnitte[0].erklaerung', 'Ihr Name und wie man Sie erreicht.');
    expect(text).not.toMatch(/Osterkamp|Venhoff|Aydin|argon2/);
  });

  test('are deleted only after a sure yes', async () => {
    const response = await send('teilnehmerin', '/konto/loeschen', 'requestErasure');
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/id="sicher-fehler" role="alert"/);
    expect(await requests()).toEqual([]);
  });

  test('are not deleted as long as a centre or the installation needs the person', async () => {
    for (const [who, words] of [
      ['koordination', 'letzte Koordination von Digitalisierungszentrum Musterregion'],
      ['betrieb', 'letzte Person, die diese Plattform betreibt'],
    ] as const) {
      const response = await send(who, '/konto/loeschen', 'requestErasure', { sure: 'ja' });
      expect(response.status, who).toBe(422);
      expect(await response.text(), who).toContain(words);
    }
    expect(await requests()).toEqual([]);
  });
});

describe('a deletion', () => {
  test('is asked for, withdrawn, asked for again and carried out; then nothing is left', async () => {
    const ask = () => send('teilnehmerin', '/konto/loeschen', 'requestErasure', { sure: 'ja' });
    expect((await ask()).headers.get('location')).toBe('/konto/loeschen?meldung=loeschung-beantragt');
    expect(await requests()).toEqual([{ person_id: 'demo-teilnehmerin', due: 1 }]);
    expect(await (await visitors.teilnehmerin.get('/konto/loeschen')).text()).toContain('Antrag zurückziehen');
    const withdrawn = await send('teilnehmerin', '/konto/loeschen', 'withdrawErasure');
    expect(withdrawn.headers.get('location')).toBe('/konto/loeschen?meldung=loeschung-zurueckgezogen');
    expect(await requests()).toEqual([]);

    const page = '/verwaltung/loeschungen';
    const carryOut = (who: Who) => send(who, page, 'erasePerson', { person: 'demo-teilnehmerin', centre: HERE });
    expect((await carryOut('koordination')).status).toBe(409);
    await ask();
    expect(await (await visitors.koordination.get(page)).text()).toContain('Jana Brinkmann');
    for (const who of ['teilnehmerin', 'trainerin', 'betrieb'] as const) {
      expect((await visitors[who].get(page)).status, who).toBe(403);
      expect(
        (
          await visitors[who].act('privacy.erasePerson', [
            ['person', 'demo-teilnehmerin'],
            ['centre', HERE],
          ])
        ).status,
        who,
      ).toBe(404);
    }
    expect(
      (
        await visitor(server).act('privacy.erasePerson', [
          ['person', 'x'],
          ['centre', HERE],
        ])
      ).status,
    ).toBe(401);
    expect(await requests()).toHaveLength(1);

    expect((await carryOut('koordination')).headers.get('location')).toBe(`${page}?zentrum=${HERE}&meldung=geloescht`);
    expect((await visitors.teilnehmerin.get('/konto/daten')).status).toBe(303);
    const bytes = readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(server.dataDir, name))
      .filter((path) => statSync(path).isFile() && !path.endsWith('-shm'))
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n');
    expect(bytes).toContain('Osterkamp');
    expect(bytes).not.toContain('Brinkmann');
    expect(server.output()).not.toMatch(/Brinkmann|teilnehmerin@demo\.example(?! +lernt)/);
  });

  test.each(['requestErasure', 'withdrawErasure', 'withdrawConsent'])('%s needs somebody signed in', async (action) => {
    const response = await visitor(server).act(`privacy.${action}`, [
      ['sure', 'ja'],
      ['text', 'angebote'],
    ]);
    expect(response.status).toBe(401);
  });
});

test('everybody may read who is responsible, what is stored and how accessible the site is', async () => {
  const privacy = await (await visitor(server).get('/datenschutz')).text();
  expect(privacy).not.toMatch(/<p>\[\[/);
  for (const words of [
    'gemeinsam verantwortlich',
    'Antworten auf Übungen',
    '12 Monate nach dem Versand',
    'nach 30 Tagen',
  ])
    expect(privacy).toContain(words);
  expect(await (await visitor(server).get('/')).text()).toContain('href="/barrierefreiheit"');
  expect(await (await visitor(server).get('/barrierefreiheit')).text()).toContain('Schlichtungsstelle');
});
