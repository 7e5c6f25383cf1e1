import { GUIDE_HEADINGS } from '#domain/catalogue/session.ts';
import {
  ANFANG, COMPETENCES, EXERCISES, GUIDE, MODULE, RELEASED, SESSION, UNITS, gone, put, replace, type Broken,
} from './broken.ts';

const UNIT_TEXT = `---
title: Noch eine
objective: mehr wissen
---

Wenig Text.
`;
const LONG_EXERCISE = 'type: free-text\ntask: Schreiben Sie.\nminutes: 10\nminWords: 5\nmodelAnswer: Bei uns fehlt Zeit.\n';
const GUIDE_TEXT = ['---\ntitle: Leitfaden\n---', ...GUIDE_HEADINGS.map((heading) => `## ${heading}\n\nText.`)].join('\n\n');

/** Mistakes in names and places of files, and in the syntax of YAML and JSON. */
export const brokenFiles: Broken[] = [
  { name: 'a note lies in a module', edits: [put('courses/muster/notizen.md', 'Notiz')], code: 'unknown-file', line: 1, says: 'notizen.md' },
  { name: 'an exercise ends in .yml', edits: [put('courses/muster/exercises/neu.yml', 'type: x')], code: 'unknown-file', line: 1, says: 'neu.yml' },
  { name: 'a file lies between the modules', edits: [put('courses/lies-mich.md', 'Text')], code: 'unknown-file', line: 1, says: 'lies-mich.md' },
  { name: 'a programme ends in .yml', edits: [put('content/programmes/neu.yml', 'title: x')], code: 'unknown-file', line: 1, says: 'neu.yml' },
  { name: 'an exercise is named with an umlaut', edits: [put('courses/muster/exercises/lösung.yaml', 'type: x')], code: 'bad-file-name', line: 1, says: 'lösung.yaml' },
  { name: 'a drawing is named in capitals', edits: [put('courses/muster/assets/Tafel.svg', '<svg/>')], code: 'bad-file-name', line: 1, says: 'Tafel.svg' },
  { name: 'a programme is named with a space', edits: [put('content/programmes/ganz neu.yaml', 'title: x')], code: 'bad-file-name', line: 1, says: 'ganz neu.yaml' },
  { name: 'a module is named in capitals', edits: [put('courses/Muster/module.yaml', 'title: x')], code: 'bad-module-name', line: 1, says: 'courses/Muster' },
  { name: 'a unit has no number', edits: [put(`${UNITS}/ende.mdx`, UNIT_TEXT)], code: 'unit-file-name', line: 1, says: 'ende.mdx' },
  { name: 'a unit has a number of one digit', edits: [put(`${UNITS}/4-ende.mdx`, UNIT_TEXT)], code: 'unit-file-name', line: 1, says: '4-ende.mdx' },
  { name: 'a unit lies in a folder of its own', edits: [put(`${UNITS}/extra/04-ende.mdx`, UNIT_TEXT)], code: 'unit-file-name', line: 1, says: '04-ende.mdx' },
  {
    name: 'a folder has no module file',
    edits: [put('courses/neu/transfer/aufgabe.yaml', 'title: A\ntask: B\nwithoutCompany: C\nhandIn: [D]\ncriteria: [E, F]\nhours: 1\n')],
    file: 'courses/neu/module.yaml', code: 'module-file-missing', line: 1, says: 'neu',
  },
  { name: 'the competences are missing', edits: [gone(COMPETENCES)], code: 'competences-missing', line: 1, says: 'competences.yaml' },
  { name: 'a session has no guide', edits: [gone(GUIDE)], file: SESSION, code: 'session-without-guide', line: 1, says: 'werkstatt' },
  { name: 'a guide has no session', edits: [put('courses/muster/sessions/abschluss.guide.mdx', GUIDE_TEXT)], code: 'guide-without-session', line: 1, says: 'abschluss' },
  { name: 'two units share a slug', edits: [put(`${UNITS}/04-weiter.mdx`, UNIT_TEXT)], code: 'duplicate-slug', line: 1, says: '02-weiter.mdx' },
  {
    name: 'two units share a number',
    edits: [put(`${UNITS}/03-noch.mdx`, `${UNIT_TEXT}\n<Exercise id="noch" />\n`), put(`${EXERCISES}/noch.yaml`, LONG_EXERCISE)],
    code: 'duplicate-position', line: 1, says: '03-lesen.mdx',
  },
  { name: 'a bracket is not closed', edits: [replace(MODULE, '[arbeit-sehen, daten-lesen]', '[arbeit-sehen, daten-lesen')], code: 'yaml-indent', line: 6, says: 'contact' },
  { name: 'something follows a quoted text', edits: [replace(MODULE, 'title: Muster', 'title: "Muster" neu')], code: 'yaml-syntax', line: 1, says: '"Muster" neu' },
  { name: 'a quoted text does not end', edits: [replace(MODULE, 'reason: Die', 'reason: "Die')], code: 'yaml-syntax', line: 17, says: 'Anführungszeichen' },
  { name: 'a field stands twice', edits: [replace(MODULE, 'hue: 1', 'hue: 1\nhue: 2')], code: 'yaml-duplicate-key', line: 'hue: 2', says: 'hue: 2' },
  { name: 'a field of the front matter stands twice', edits: [replace(ANFANG, 'title: Der Anfang', 'title: Der Anfang\ntitle: Ende')], code: 'yaml-duplicate-key', line: 3, says: 'title: Ende' },
  { name: 'a tab indents', edits: [replace(MODULE, '    text: Erste', '\ttext: Erste')], code: 'yaml-indent', line: '\ttext', says: 'text: Erste' },
  { name: 'a text with a colon has no quotes', edits: [replace(MODULE, 'summary: Ein Modul, an', 'summary: Ein Modul: an')], code: 'yaml-quotes', line: 'summary', says: 'Ein Modul: an' },
  { name: 'a text begins with a backtick', edits: [replace(MODULE, 'Geschäftsstelle', '`Geschäftsstelle')], code: 'yaml-quotes', line: 'contact', says: '`Geschäftsstelle' },
  { name: 'a text begins with a star', edits: [replace(MODULE, 'title: Muster', 'title: &a Muster\ncontact2: *a')], code: 'yaml-alias', line: 2, says: '*a' },
  { name: 'released.json ends in a comma', edits: [replace(RELEASED, '"unit:muster/anfang"', '"unit:muster/anfang",')], code: 'json-syntax', line: 6, says: 'released.json' },
  { name: 'released.json is cut off', edits: [replace(RELEASED, '  ]\n}', '')], code: 'json-syntax', line: 5, says: 'released.json' },
  { name: 'a unit has no front matter', edits: [replace(ANFANG, '---\n', '')], code: 'front-matter-missing', line: 1, says: 'title: Der Anfang' },
];
