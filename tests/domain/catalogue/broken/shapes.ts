import {
  ANFANG, AUSWAHL, COMPETENCES, EXERCISES, GANZ, MODULE, RELEASED, SESSION, SHEET, SPAETER, put, replace, type Broken,
} from './broken.ts';

const FREE = `${EXERCISES}/eigene-worte.yaml`;
const CLOZE = `${EXERCISES}/luecken.yaml`;
const CHOICE = `${EXERCISES}/begriffe.yaml`;
const NUMBER = `${EXERCISES}/rechnen.yaml`;
const TRANSFER = 'courses/muster/transfer/eigenes-board.yaml';

/** Mistakes that a schema sees. */
export const brokenShapes: Broken[] = [
  { name: 'a module has no licence', edits: [replace(MODULE, 'licence: CC BY-SA 4.0\n', '')], code: 'missing-key', line: 1, says: 'licence' },
  { name: 'a unit has no objective', edits: [replace(ANFANG, 'objective: eine Aufgabe von einem Vorhaben unterscheiden\n', '')], code: 'missing-key', line: 2, says: 'objective' },
  { name: 'an agenda part has no form', edits: [replace(SESSION, '    form: break\n', '')], code: 'missing-key', line: '- minutes: 10', says: 'agenda › 2 › form' },
  { name: 'an exercise has no type', edits: [replace(FREE, 'type: free-text\n', '')], code: 'missing-key', line: 1, says: 'type' },
  { name: 'a title is left empty', edits: [replace(MODULE, 'title: Muster', 'title:')], code: 'empty-key', line: 1, says: 'title' },
  { name: 'a module has a field of its own', edits: [replace(SPAETER, 'hue: 2', 'hue: 2\nfarbe: blau')], code: 'unknown-key', line: 'farbe', says: 'licence' },
  { name: 'a step of a programme has a field of its own', edits: [replace(AUSWAHL, '- session: werkstatt', '- session: werkstatt\n        pflicht: true')], code: 'unknown-key', line: 'pflicht', says: 'pflicht' },
  { name: 'a field is mistyped', edits: [replace(MODULE, 'licence:', 'license:')], code: 'unknown-key-similar', line: 'license', says: 'Meinten Sie „licence“' },
  { name: 'a field is mistyped deep in a list', edits: [replace(CHOICE, 'feedback: Ein Wunsch', 'feedbak: Ein Wunsch')], code: 'unknown-key-similar', line: 'feedbak', says: 'options › 2 › feedbak' },
  { name: 'a field of a gap is mistyped', edits: [replace(CLOZE, 'accept:', 'acept:')], code: 'unknown-key-similar', line: 'acept', says: 'Meinten Sie „accept“' },
  { name: 'a title is a number', edits: [replace(MODULE, 'title: Muster', 'title: 4711')], code: 'wants-text', line: 1, says: '4711' },
  { name: 'minutes are words', edits: [replace(SHEET, 'minutes: 9', 'minutes: neun')], code: 'wants-number', line: 'minutes', says: 'neun' },
  { name: 'a value has a decimal comma', edits: [replace(NUMBER, 'value: 7.5', 'value: 7,5')], code: 'wants-number', line: 'value', says: '7,5' },
  { name: 'agenda minutes have a fraction', edits: [replace(SESSION, 'minutes: 10', 'minutes: 10.5')], code: 'wants-whole-number', line: '- minutes: 10.5', says: '10.5' },
  { name: 'an answer is ja', edits: [replace(`${EXERCISES}/kurz.yaml`, 'answer: true', 'answer: ja')], code: 'wants-yes-no', line: 'answer', says: 'ja' },
  { name: 'competences of a module are no list', edits: [replace(SPAETER, '[arbeit-sehen]', 'arbeit-sehen')], code: 'wants-list', line: 'competences', says: 'arbeit-sehen' },
  { name: 'a change is a mere text', edits: [replace(MODULE, '- date: "2026-11-24"\n    text: Erste Fassung.', '- Erste Fassung.')], code: 'wants-fields', line: '- Erste', says: 'changes › 1' },
  { name: 'a transfer task is empty', edits: [put(TRANSFER, '')], code: 'wants-fields', line: 1, says: 'eingerückt' },
  { name: 'a title is an empty text', edits: [replace(GANZ, 'title: Ganzes Programm', 'title: ""')], code: 'empty-text', line: 1, says: 'title' },
  { name: 'a title is too long', edits: [replace(ANFANG, 'Der Anfang', `${'Anfang '.repeat(13)}x`)], code: 'text-too-long', line: 2, says: '90' },
  { name: 'a number of words is too small', edits: [replace(FREE, 'minWords: 5', 'minWords: 2')], code: 'number-too-small', line: 'minWords', says: '3' },
  { name: 'minutes are nothing', edits: [replace(SHEET, 'minutes: 9', 'minutes: 0')], code: 'number-not-above', line: 'minutes', says: 'minutes' },
  { name: 'a hue is too big', edits: [replace(SPAETER, 'hue: 2', 'hue: 8')], code: 'number-too-big', line: 'hue', says: '7' },
  { name: 'a choice has one option', edits: [replace(SHEET, '[an der Wand, im Rechner]', '[an der Wand]')], code: 'list-too-short', line: 'options', says: 'fields › 2 › options' },
  { name: 'a programme lists no units in a step', edits: [replace(AUSWAHL, 'units: [lesen]', 'units: []')], code: 'list-too-short', line: '- units: []', says: 'units' },
  { name: 'an exercise has too many extra sides', edits: [replace(`${EXERCISES}/paare.yaml`, '[Kaffee]', '[a, b, c, d, e]')], code: 'list-too-long', line: 'extra', says: '4' },
  { name: 'a status does not exist', edits: [replace(SPAETER, 'in-preparation', 'geplant')], code: 'not-one-of', line: 'status', says: 'in-preparation' },
  { name: 'a form is mistyped', edits: [replace(SESSION, 'form: plenum', 'form: plenun')], code: 'not-one-of-similar', line: 'form: plenun', says: 'Meinten Sie „plenum“' },
  { name: 'units of a step are neither all nor a list', edits: [replace(AUSWAHL, 'units: all', 'units: alle')], code: 'not-one-of-similar', line: '- units: alle', says: 'Meinten Sie „all“' },
  { name: 'a competence id has capitals', edits: [replace(SPAETER, '[arbeit-sehen]', '[Arbeit]')], code: 'bad-slug', line: 'competences', says: 'Arbeit' },
  { name: 'a day does not exist', edits: [replace(MODULE, '- date: "2026-11-24"', '- date: "2026-02-30"')], code: 'bad-date', line: '- date', says: '2026-02-30' },
  { name: 'a day is written the German way', edits: [replace(MODULE, 'since: "2026-11-24"', 'since: "24.11.2026"')], code: 'bad-date', line: 'since', says: '24.11.2026' },
  { name: 'a gap has a name with an umlaut', edits: [replace(CLOZE, '  wo:', '  Wö:')], code: 'bad-key', line: 'Wö:', says: 'Wö' },
  { name: 'an ordering names three ends', edits: [replace(`${EXERCISES}/reihenfolge.yaml`, 'items:', 'ends: [oben, mitte, unten]\nitems:')], code: 'list-too-long', line: 'ends', says: 'ends' },
  { name: 'an ordering names one end', edits: [replace(`${EXERCISES}/reihenfolge.yaml`, 'items:', 'ends: [oben]\nitems:')], code: 'list-too-short', line: 'ends', says: 'mindestens 2' },
  { name: 'a type does not exist', edits: [replace(FREE, 'free-text', 'aufsatz')], code: 'exercise-type-unknown', line: 1, says: 'single-choice' },
  { name: 'a type is mistyped', edits: [replace(FREE, 'free-text', 'freetext')], code: 'exercise-type-similar', line: 1, says: 'free-text' },
  { name: 'competences are a map', edits: [replace(COMPETENCES, '- id: daten-lesen', '- id: Daten Lesen')], code: 'bad-slug', line: '- id: Daten', says: '2 › id' },
  { name: 'an entry of released.json has no kind', edits: [replace(RELEASED, 'unit:muster/anfang', 'muster/anfang')], code: 'released-malformed', line: 5, says: '„muster/anfang“' },
];
