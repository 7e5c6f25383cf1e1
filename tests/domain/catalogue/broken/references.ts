import {
  ANFANG, AUSWAHL, COMPETENCES, EXERCISES, GANZ, GUIDE, LESEN, MODULE, RELEASED, SESSION, SHEET, SPAETER, SVG, UNITS, WEITER,
  gone, put, replace, type Broken,
} from './broken.ts';

const DRAWING = 'file="tafel.svg"';
const KURZ = '<Exercise id="kurz" />\n\n';
const words = (count: number) => replace(LESEN, 'Lesen Sie.', 'Wort '.repeat(count));

/** Mistakes between files, and against the product's rules. */
export const brokenReferences: Broken[] = [
  { name: 'a competence does not exist', edits: [replace(SPAETER, '[arbeit-sehen]', '[arbeit-hoeren]')], code: 'competence-unknown', line: 'competences', says: 'arbeit-hoeren' },
  { name: 'two competences share an id', edits: [replace(COMPETENCES, '- id: daten-lesen', '- id: arbeit-sehen'), replace(MODULE, ', daten-lesen', '')], code: 'duplicate-id', line: 9, says: 'arbeit-sehen' },
  { name: 'an exercise is missing', edits: [gone(`${EXERCISES}/kurz.yaml`)], file: LESEN, code: 'exercise-missing', line: '<Exercise', says: 'kurz' },
  { name: 'an exercise is used nowhere', edits: [put(`${EXERCISES}/neu.yaml`, 'type: free-text\ntask: A\nminutes: 1\nminWords: 5\nmodelAnswer: B\n')], code: 'exercise-unused', line: 1, says: 'neu' },
  { name: 'an exercise is used in two units', edits: [replace(LESEN, KURZ, `${KURZ}<Exercise id="begriffe" />\n\n`)], code: 'exercise-twice', line: 13, says: '01-anfang.mdx' },
  { name: 'a worksheet is missing', edits: [replace(WEITER, 'Wie es', '<Worksheet id="dein-board" />\n\nWie es')], code: 'worksheet-missing', line: '<Worksheet', says: 'mein-board' },
  { name: 'a worksheet is used nowhere', edits: [put('courses/muster/worksheets/neu.yaml', 'title: A\nintro: B\nminutes: 1\nfields: [{ id: a, label: A }]\n')], code: 'worksheet-unused', line: 1, says: 'neu' },
  { name: 'a worksheet is used twice', edits: [replace(WEITER, 'Wie es', '<Worksheet id="mein-board" />\n\nWie es')], file: LESEN, code: 'worksheet-twice', line: '<Worksheet', says: '02-weiter.mdx' },
  { name: 'two fields of a worksheet share an id', edits: [replace(SHEET, 'id: ort', 'id: spalten')], code: 'duplicate-id', line: 8, says: 'spalten' },
  { name: 'a choice has no options', edits: [replace(SHEET, '    options: [an der Wand, im Rechner]\n', '')], code: 'choice-without-options', line: 'kind: choice', says: 'ort' },
  { name: 'options stand where nothing is chosen', edits: [replace(SHEET, 'kind: choice', 'kind: text')], code: 'options-without-choice', line: 'options', says: 'ort' },
  { name: 'a drawing is missing', edits: [replace(SESSION, DRAWING, 'file="tafeln.svg"')], code: 'drawing-missing', line: '<Drawing', says: 'tafel.svg' },
  { name: 'a drawing is used nowhere', edits: [put('courses/muster/assets/neu.svg', '<svg viewBox="0 0 1 1"></svg>')], code: 'asset-unused', line: 1, says: 'neu.svg' },
  { name: 'a session is prepared by an unknown unit', edits: [replace(SESSION, '[anfang, lesen]', '[anfang, lessen]')], code: 'prepare-unknown', line: 'prepare', says: 'lesen' },
  { name: 'less than half of a session is own work', edits: [replace(SESSION, 'minutes: 20', 'minutes: 21')], code: 'session-little-own-work', line: 'agenda', says: '20 von 41' },
  { name: 'a guide lacks a heading', edits: [replace(GUIDE, '## Online\n', '')], code: 'guide-heading-missing', line: 26, says: '## Online' },
  { name: 'a guide has a heading of its own', edits: [replace(GUIDE, '## Online', '## Nachher\n\n## Online')], code: 'guide-heading-unknown', line: '## Nachher', says: 'Nachher' },
  { name: 'headings of a guide are out of order', edits: [replace(GUIDE, '## Material', '## Online'), replace(GUIDE, '## Was oft schiefgeht\n\nEs wird zu lang.\n\n## Online', '## Was oft schiefgeht\n\nEs wird zu lang.\n\n## Material')], code: 'guide-heading-order', line: '## Online', says: 'Online' },
  { name: 'a module of a programme does not exist', edits: [replace(GANZ, 'module: spaeter', 'module: spater')], code: 'programme-module-unknown', line: '- module: spater', says: 'spaeter' },
  { name: 'a module stands in a programme twice', edits: [replace(GANZ, '- module: spaeter', '- module: spaeter\n  - module: muster')], code: 'programme-module-twice', line: 10, says: 'muster' },
  { name: 'a unit of a programme does not exist', edits: [replace(AUSWAHL, '[lesen]', '[03-lesen]')], code: 'programme-unit-unknown', line: '- units: [03', says: 'lesen' },
  { name: 'a session of a programme does not exist', edits: [replace(AUSWAHL, 'session: werkstatt', 'session: werkstat')], code: 'programme-session-unknown', line: '- session: werkstat', says: 'werkstatt' },
  { name: 'a unit stands in a programme twice', edits: [replace(AUSWAHL, '[lesen]', '[lesen, anfang, lesen]')], code: 'programme-station-twice', line: '- units: [lesen', says: 'lesen' },
  { name: 'a session stands in a programme twice', edits: [replace(AUSWAHL, '- units: [lesen]', '- units: [lesen]\n      - session: werkstatt')], code: 'programme-station-twice', line: 16, says: 'werkstatt' },
  { name: 'a released unit is gone', edits: [replace(RELEASED, 'unit:muster/anfang', 'unit:muster/beginn')], code: 'released-missing', line: 5, says: 'unit:muster/beginn' },
  { name: 'a released exercise is gone and retired as a worksheet', edits: [replace(MODULE, 'kind: exercise', 'kind: worksheet')], file: RELEASED, code: 'released-missing', line: 3, says: 'exercise:muster/alte-frage' },
  { name: 'a module with released ids is gone', edits: [replace(RELEASED, 'unit:muster/anfang', 'unit:weg/anfang')], code: 'released-missing', line: 5, says: 'courses/weg/module.yaml' },
  { name: 'a retired exercise still exists', edits: [replace(MODULE, 'id: alte-frage', 'id: begriffe'), replace(RELEASED, '    "exercise:muster/alte-frage",\n', '')], code: 'retired-exists', line: '- kind', says: 'begriffe' },
  {
    name: 'a unit has no exercise',
    edits: [replace(LESEN, KURZ, ''), gone(`${EXERCISES}/kurz.yaml`), replace(SHEET, 'minutes: 9', 'minutes: 10')],
    code: 'unit-without-exercise', line: 1, says: 'Lesen',
  },
  { name: 'a unit has one exercise for five minutes of reading', edits: [words(900)], code: 'unit-few-exercises', line: 1, says: 'auf 2' },
  { name: 'a unit takes nine minutes', edits: [replace(SHEET, 'minutes: 9', 'minutes: 8.4')], file: LESEN, code: 'unit-too-short', line: 1, says: 'nur 9 Minuten' },
  { name: 'a unit takes 21 minutes', edits: [replace(`${EXERCISES}/begriffe.yaml`, 'minutes: 2', 'minutes: 13')], file: ANFANG, code: 'unit-too-long', line: 1, says: '21 Minuten' },
  { name: 'a module in preparation has no session', edits: [gone('courses/spaeter/sessions/kennenlernen.mdx'), gone('courses/spaeter/sessions/kennenlernen.guide.mdx'), replace(AUSWAHL, '      - session: kennenlernen\n', '')], file: SPAETER, code: 'module-without-session', line: 'status', says: 'spaeter' },
  { name: 'a ready module has no unit', edits: [replace(SPAETER, 'in-preparation', 'ready')], code: 'module-without-unit', line: 'status', says: 'spaeter' },
  { name: 'a ready module has no session', edits: [gone(SESSION), gone(GUIDE), replace(AUSWAHL, '      - session: werkstatt\n', '')], file: MODULE, code: 'module-without-session', line: 'status', says: 'muster' },
  { name: 'a broken unit does not make its exercises look unused', edits: [put(`${UNITS}/02-weiter.mdx`, '---\ntitle: W\nobjective: o\n---\n\n<b>\n\n<Exercise id="sortieren" /> <Exercise id="luecken" /> <Exercise id="rechnen" /> <Exercise id="eigene-worte" />\n')], code: 'prose-syntax', line: '<b>', says: '<b>' },
  { name: 'a drawing that cannot be read is still there', edits: [replace(SVG, '<svg ', '<svg =')], code: 'svg-syntax', line: 1, says: 'tafel.svg' },
];
