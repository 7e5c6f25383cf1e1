import { EXERCISES, put, replace, type Broken } from './broken.ts';

const inFile = (name: string, find: string, replacement: string) => replace(`${EXERCISES}/${name}.yaml`, find, replacement);

/** Mistakes in exercises that only their type knows. */
export const brokenExercises: Broken[] = [
  { name: 'two options have the same text', edits: [inFile('begriffe', 'text: Ein Projekt', 'text: Ein Wunsch')], code: 'duplicate-text', line: 11, says: 'Ein Wunsch' },
  { name: 'two items to order have the same text', edits: [inFile('reihenfolge', 'Anlage liefern', 'Auftrag annehmen')], code: 'duplicate-text', line: 11, says: 'Auftrag annehmen' },
  { name: 'two items in different groups have the same text', edits: [inFile('sortieren', 'Lager umbauen', 'Kundin anrufen')], code: 'duplicate-text', line: 13, says: 'Kundin anrufen' },
  { name: 'two left sides have the same text', edits: [inFile('paare', 'left: Montage', 'left: Einkauf')], code: 'duplicate-text', line: 8, says: 'Einkauf' },
  { name: 'two units have the same name', edits: [inFile('rechnen', 'unit: Minuten', 'unit: Stunden')], code: 'duplicate-text', line: 'otherUnits', says: 'Stunden' },
  { name: 'a wrong option has no feedback', edits: [inFile('begriffe', '    feedback: Ein Wunsch klingt ähnlich, hat aber kein Ende.\n', '')], code: 'feedback-missing', line: '- text: Ein Wunsch', says: 'Ein Wunsch' },
  { name: 'a wrong one of several options has no feedback', edits: [inFile('merkmale', '    feedback: Es ändert an der Aufgabe nichts.\n', '')], code: 'feedback-missing', line: '- text: Das Wetter', says: 'Das Wetter' },
  { name: 'a wrong reason has no feedback', edits: [inFile('stimmt-das', '    feedback: Beschäftigt ist nicht fertig.\n', '')], code: 'feedback-missing', line: '- text: Man ist', says: 'Man ist immer' },
  { name: 'an item to order has no feedback', edits: [inFile('reihenfolge', '    feedback: Gebaut wird mit Teilen.\n', '')], code: 'feedback-missing', line: '- text: Anlage bauen', says: 'Anlage bauen' },
  { name: 'a pair has no feedback', edits: [inFile('paare', '    feedback: Die Montage baut die Anlage.\n', '')], code: 'feedback-missing', line: '- left: Montage', says: 'Montage' },
  { name: 'an item of a group has no feedback', edits: [inFile('sortieren', '        feedback: Das sind viele Schritte.\n', '')], code: 'feedback-missing', line: '- text: Lager', says: 'Lager umbauen' },
  { name: 'a typed gap has no feedback', edits: [inFile('luecken', '    feedback: Gemeint ist die Tafel.\n', '')], code: 'feedback-missing', line: 'was:', says: 'was' },
  { name: 'an option of a gap has no feedback', edits: [inFile('luecken', '        feedback: Links beginnt die Arbeit.\n', '')], code: 'feedback-missing', line: '- text: links', says: 'links' },
  { name: 'a number has no feedback', edits: [inFile('rechnen', 'feedback: Teilen Sie die Summe durch die Tage.\n', '')], code: 'feedback-missing', line: 1, says: '7.5' },
  { name: 'two of several options are right where one must be', edits: [inFile('begriffe', 'feedback: Ein Wunsch', 'correct: true\n    feedback: Ein Wunsch')], code: 'one-right-option', line: 'options', says: '2' },
  { name: 'no reason is right', edits: [inFile('kurz', 'correct: true', 'feedback: Doch.')], code: 'one-right-option', line: 'reasons', says: '0' },
  { name: 'none of several options is right', edits: [inFile('merkmale', 'correct: true', 'feedback: Nein.'), inFile('merkmale', 'correct: true', 'feedback: Nein.')], code: 'no-right-option', line: 'options', says: 'options' },
  { name: 'the shuffled order is the right one', edits: [inFile('reihenfolge', 'minutes: 2', 'minutes: 2\nseed: 88')], code: 'order-shown', line: 'items', says: 'seed' },
  { name: 'there are two items for two groups', edits: [inFile('sortieren', '      - text: Kundin anrufen\n        feedback: Das ist eine einzelne Handlung.\n', '')], code: 'item-count', line: 'groups', says: '2' },
  { name: 'a gap of the text is not described', edits: [inFile('luecken', 'zeigt die Arbeit', 'zeigt die {{sache}}')], code: 'gap-undefined', line: 'text: |', says: 'sache' },
  { name: 'a gap stands in the text twice', edits: [inFile('luecken', 'zeigt die Arbeit', 'ist ein {{was}}')], code: 'gap-twice', line: 'text: |', says: 'was' },
  { name: 'a described gap is not in the text', edits: [inFile('luecken', '{{wo}}', 'rechts')], code: 'gap-unused', line: 'wo:', says: 'wo' },
  { name: 'a gap has a name in capitals', edits: [inFile('luecken', 'zeigt die Arbeit', 'zeigt die {{Sache}}')], code: 'gap-undefined', line: 'text: |', says: 'Sache' },
  { name: 'a gap is called as what every object has', edits: [inFile('luecken', 'zeigt die Arbeit', 'zeigt die {{constructor}}')], code: 'gap-undefined', line: 'text: |', says: 'constructor' },
  { name: 'a text has no gap', edits: [put(`${EXERCISES}/luecken.yaml`, 'type: cloze\ntask: A\nminutes: 3\ntext: Ohne.\ngaps: {}\n')], code: 'gap-none', line: 'text', says: 'text' },
  { name: 'an extra right side is one of the pairs', edits: [inFile('paare', '[Kaffee]', '[Kaffee, Teile]')], code: 'duplicate-text', line: 'extra', says: 'Teile' },
  { name: 'a likely mistake of a gap is right', edits: [inFile('luecken', '[Plan]', '[Plan, kanban board]')], code: 'mistake-is-right', line: '- answers', says: 'kanban board' },
  { name: 'a likely mistake is right', edits: [inFile('rechnen', '- value: 15', '- value: 8')], code: 'mistake-is-right', line: '- value: 8', says: '8' },
];
