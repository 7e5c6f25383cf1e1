import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { HOUSE_ZONE, instantOf } from '#domain/cohorts/calendar.ts';
import { CATALOGUE_FILE, loadCatalogue } from '../catalogue-file.ts';
import { readSettings } from '#platform/env.ts';
import { contextOf } from '#server/context.ts';
import { dayAndTime } from '#text/format.ts';
import { jobText, reportText } from '#text/jobs.ts';
import { runJob } from '../jobs/runner.ts';
import { nextSlot, TIMETABLE } from '../jobs/timetable.ts';
import { openRuntime } from '../runtime.ts';
import { missingDatabase } from './missing-database.ts';

/** Runs a job at once, in earnest, as if it were the date given; lists the jobs when none is named. 1 when it failed. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'as-of': { type: 'string' } } });
  const [name] = positionals;
  if (name === undefined) {
    console.log(list());
    return 0;
  }
  const job = TIMETABLE.find((each) => each.name === name);
  if (job === undefined) throw new Error(`Eine Aufgabe „${name}“ gibt es nicht.\n\n${list()}`);
  const asOf = values['as-of'] === undefined ? new Date() : readInstant(values['as-of']);
  const settings = readSettings(process.env);
  const missing = missingDatabase(settings);
  if (missing !== null) throw new Error(missing);
  const runtime = await openRuntime(settings, loadCatalogue(join(process.cwd(), CATALOGUE_FILE)), new Date());
  try {
    const contextNow = () => contextOf(runtime, null, new Date());
    const result = await runJob(
      contextNow,
      { mail: runtime.mail, dataDir: runtime.settings.dataDir },
      { job, slot: new Date(), asOf },
    );
    const done = result?.outcome === 'done';
    const text = `${jobText(name).title}, Stand ${asOf.toISOString().slice(0, 10)}: ${reportText(result?.report ?? {})}`;
    if (done) console.log(text);
    else console.error(text);
    return done ? 0 : 1;
  } finally {
    await runtime.database.close();
  }
}

function list(): string {
  const width = Math.max(...TIMETABLE.map(({ name }) => name.length)) + 2;
  const lines = TIMETABLE.map((job) => {
    const next = nextSlot(job, new Date());
    const when = next === null ? '' : `  Nächster Lauf: ${dayAndTime(next, HOUSE_ZONE)}.`;
    return `  ${job.name.padEnd(width)}${jobText(job.name).title}.${when}`;
  });
  return [
    'Aufruf: npm run job -- AUFGABE [--as-of 2027-03-01]',
    'Mit --as-of handelt die Aufgabe so, als wäre dieser Tag, und löscht wirklich, was dann fällig ist.',
    '',
    ...lines,
  ].join('\n');
}

/** A day means its noon. */
function readInstant(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const instant = new Date(isDay ? `${text}T00:00:00Z` : text);
  const exists = !Number.isNaN(instant.getTime()) && (!isDay || instant.toISOString().startsWith(text));
  if (!exists || (!isDay && !isInstant))
    throw new Error(
      `--as-of ${text} ist kein Datum. Gemeint ist zum Beispiel 2027-03-01 oder 2027-03-01T08:00:00+01:00.`,
    );
  return isDay ? instantOf(text, '12:00', HOUSE_ZONE) : instant;
}
