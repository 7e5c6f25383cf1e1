// The figures of the product: `npm run bench` measures all, `npm run bench -- seite` one part. Not a test: machines differ.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureBuild } from './build.ts';
import { measureClock } from './faults/clock.ts';
import { measureDatabaseServer } from './faults/database-server.ts';
import { measureDisk } from './faults/disk.ts';
import { measureKills } from './faults/kills.ts';
import { measureMailOutage } from './faults/mail-outage.ts';
import { measureRestarts } from './faults/restarts.ts';
import { measureRestore } from './faults/restore.ts';
import { measureLoad } from './load.ts';
import { measureSignIns } from './sign-ins.ts';
import { measureStart } from './start.ts';
import { tableOf, type Row } from './table.ts';
import { measureUnitPage } from './unit-page.ts';
import { measureWeight } from './weight.ts';

const ROOT = join(import.meta.dirname, '../..');
const REPORT = join(ROOT, 'docs/leistung.md');

const PARTS: Record<string, { title: string; measure: () => Promise<Row[]> }> = {
  seite: { title: 'Seite einer Lerneinheit, angemeldet', measure: measureUnitPage },
  gewicht: { title: 'Übertragene Bytes', measure: measureWeight },
  start: { title: 'Start und Speicher', measure: measureStart },
  last: { title: '500 Lernende speichern Antworten', measure: measureLoad },
  anmeldung: { title: '200 Anmeldungen in zehn Sekunden', measure: measureSignIns },
  abbruch: { title: 'Abgeschossen beim Speichern', measure: measureKills },
  neustart: { title: 'Neustart unter Last', measure: measureRestarts },
  platte: { title: 'Platte voll, gestört, gesperrt', measure: measureDisk },
  datenbankserver: { title: 'Datenbankserver fällt aus', measure: measureDatabaseServer },
  post: { title: 'Mailserver fällt aus', measure: measureMailOutage },
  uhr: { title: 'Falsche Uhr und Zeitumstellung', measure: measureClock },
  sicherung: { title: 'Sicherung und Wiederherstellung', measure: measureRestore },
  bau: { title: 'Bauzeit', measure: measureBuild },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`Unbekannt: ${unknown.join(', ')}. Möglich sind ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

// Measured is what is built from the sources as they are.
execFileSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'build'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const sections = readSections();
for (const [name, { title, measure }] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${title} …`);
  const table = tableOf(await measure());
  console.log(`\n${table}`);
  sections.set(
    title,
    `Gemessen am ${today()} mit \`npm run bench${wanted.length > 0 ? ` -- ${name}` : ''}\`.\n\n${table}`,
  );
}
writeReport(sections);

/** The sections of the last report by title, so that measuring one part leaves the others. */
function readSections(): Map<string, string> {
  if (!existsSync(REPORT)) return new Map();
  return new Map(
    readFileSync(REPORT, 'utf8')
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const end = section.indexOf('\n');
        return [section.slice(0, end).trim(), section.slice(end).trim()];
      }),
  );
}

function writeReport(sections: Map<string, string>): void {
  const head = `# Leistung

Was die Plattform auf einer kleinen Maschine leistet, gemessen von \`npm run bench\` (einzeln: \`npm run bench -- ${Object.keys(PARTS).join('|')}\`). Zahlen einer anderen Maschine sehen anders aus; vergleichen lassen sich die Verhältnisse.

Maschine: ${cpus().length} Kerne, ${cpus()[0]?.model.trim() ?? 'unbekannt'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}.
`;
  const body = Object.values(PARTS).flatMap(({ title }) =>
    sections.has(title) ? [`## ${title}\n\n${sections.get(title)}\n`] : [],
  );
  mkdirSync(join(ROOT, 'docs'), { recursive: true });
  writeFileSync(REPORT, [head, ...body].join('\n'));
}

function today(): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'long' }).format(new Date());
}
