import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './site.ts';

const UNITS_PER_MODULE = 10;
const WORDS_PER_SECTION = 180;
const SECTIONS = 5;

/** A copy of this project with `units` generated units instead of its courses, in a folder that is gone after the work. */
export async function withGeneratedProject<Result>(
  units: number,
  work: (root: string) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'dm-bench-build-'));
  try {
    for (const name of ['src', 'content', 'public', 'server.mjs', 'astro.config.mjs', 'package.json', 'tsconfig.json'])
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(courseFiles(units))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function courseFiles(units: number): Record<string, string> {
  const files: Record<string, string> = { 'courses/released.json': '{ "released": [] }\n' };
  const modules = Array.from({ length: Math.ceil(units / UNITS_PER_MODULE) }, (_, index) => `modul-${index + 1}`);
  for (const [index, module] of modules.entries()) {
    files[`courses/${module}/module.yaml`] = moduleFile(module, (index % 7) + 1);
    files[`courses/${module}/sessions/werkstatt.mdx`] = SESSION;
    files[`courses/${module}/sessions/werkstatt.guide.mdx`] = GUIDE;
    for (let number = 1; number <= Math.min(UNITS_PER_MODULE, units - index * UNITS_PER_MODULE); number += 1) {
      files[`courses/${module}/units/${String(number).padStart(2, '0')}-einheit-${number}.mdx`] = unitFile(number);
      for (let exercise = 1; exercise <= SECTIONS; exercise += 1)
        files[`courses/${module}/exercises/frage-${number}-${exercise}.yaml`] = exerciseFile(number, exercise);
    }
  }
  files['content/programmes/digital-maker.yaml'] = programmeFile(modules);
  files['content/competences.yaml'] = COMPETENCES;
  return files;
}

function unitFile(number: number): string {
  const sections = Array.from(
    { length: SECTIONS },
    (_, index) =>
      `## Abschnitt ${index + 1}\n\n${prose(number * SECTIONS + index)}\n\n<Exercise id="frage-${number}-${index + 1}" />`,
  );
  return `---\ntitle: Einheit ${number}\nobjective: eine Liste lesen\n---\n\n${sections.join('\n\n')}\n`;
}

/** WORDS_PER_SECTION words in paragraphs, with the markup that real units have; different for each seed. */
function prose(seed: number): string {
  const words = Array.from({ length: WORDS_PER_SECTION }, (_, index) => {
    const word = WORDS[(seed * 7 + index * index + index) % WORDS.length] ?? '';
    return index % 40 === 7 ? `**${word}**` : index % 40 === 23 ? `*${word}*` : word;
  });
  const paragraphs = Array.from({ length: 4 }, (_, index) => `${words.slice(index * 45, index * 45 + 45).join(' ')}.`);
  return [...paragraphs.slice(0, 3), '- Erst sehen,\n- dann ändern.', paragraphs[3]].join('\n\n');
}

const exerciseFile = (unit: number, number: number): string => `type: single-choice
task: Was gilt in Abschnitt ${number} von Einheit ${unit}?
minutes: 1.5
explanation: Eine Aufgabe kann man abhaken.
options:
  - text: Etwas, das man abhaken kann
    correct: true
    feedback: Genau daran erkennt man sie.
  - text: Ein Wunsch
    feedback: Ein Wunsch klingt ähnlich, hat aber kein Ende.
  - text: Ein Projekt
    feedback: Ein Projekt besteht aus vielen Aufgaben.
`;

const moduleFile = (module: string, hue: number): string => `title: ${module}
summary: Ein Modul, an dem die Bauzeit gemessen wird.
objectives: [warten]
competences: [arbeit-sehen]
contact: Geschäftsstelle
licence: CC BY-SA 4.0
status: in-preparation
hue: ${hue}
`;

const programmeFile = (modules: readonly string[]): string => `title: Digital Maker
tagline: Alle Module der Reihe nach.
summary: Ein Programm, an dem gemessen wird.
audience: [Beschäftigte]
outcome: [ein Zertifikat]
effort: Zwei Stunden in der Woche.
modules:
${modules.map((module) => `  - module: ${module}`).join('\n')}
certificate:
  kind: competence
  sessionShare: 0.8
`;

const COMPETENCES = `- id: arbeit-sehen
  title: Arbeit sichtbar machen
  digcomp: 2
  levels:
    kennen: Kennt ein Board und seine Spalten.
    anwenden: Arbeitet mit einem Board.
    umsetzen: Richtet ein Board für das eigene Team ein.
    weitergeben: Führt andere in die Arbeit mit einem Board ein.
`;

const SESSION = `---
title: Werkstatt
purpose: Das eigene Board entsteht.
audience: Alle aus dem Modul.
modes: [onsite, online]
prepare: [einheit-1]
bring: [Stifte]
fiveMinutes: Zählen Sie, was auf Ihrem Tisch liegt.
agenda:
  - minutes: 20
    what: Einstieg
    form: plenum
  - minutes: 10
    what: Pause
    form: break
  - minutes: 20
    what: Arbeit am eigenen Board
    form: alone
result: Ein Board für das eigene Team.
---

Sie bauen Ihr Board und nehmen es mit.
`;

const GUIDE = `---
title: Leitfaden Werkstatt
---

## Minutenplan

Zehn Minuten begrüßen.

## Material

Karten.

## Was oft schiefgeht

Es wird zu lang.

## Online

In kleinen Räumen.

## Mit sechs Personen

Alle zusammen.

## Mit zwanzig Personen

In fünf Gruppen.
`;

const WORDS =
  'Am Montag fehlt ein Teil und niemand weiß wo es liegt deshalb fragt die Montage im Einkauf nach der Liste die gestern noch an der Tür hing während der Auftrag wartet'.split(
    ' ',
  );
