import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dayIn, HOUSE_ZONE } from '#domain/cohorts/calendar.ts';
import { ArchiveError, unpackArchive, type Manifest } from '#platform/archive.ts';
import { CATALOGUE_FILE, loadCatalogue } from '../catalogue-file.ts';
import { isUnused, moveInto, setAside } from '#platform/data-dir.ts';
import { checkDatabaseFile, isEmptyDatabase, isInUse, restoreDatabase } from '#platform/database-copy.ts';
import { listedErasures, listErasures, personsIn } from '#platform/erasure-list.ts';
import { readSettings, type Settings } from '#platform/env.ts';
import { calendarDay, clock, counted } from '#text/format.ts';
import { latestKnownMigration, openRuntime } from '../runtime.ts';
import { DATABASE_PART, FILES_PART } from './backup.ts';
import { eraseAgain } from './erase-again.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Lays an archive of `backup` into this installation, checked before anything is touched; 1 when it could not. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'boolean' }, erasures: { type: 'string' } },
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    console.error('Aufruf: npm run restore -- DATEI [--force] [--erasures LISTE]');
    return 2;
  }
  const settings = readSettings(process.env);
  const archive = resolve(name);
  if (!existsSync(archive)) return refused(`${archive} gibt es nicht.`);
  if (values.erasures !== undefined && !existsSync(values.erasures))
    return refused(`${values.erasures} gibt es nicht.`);
  if (await isRunning(settings))
    return refused(`Auf Port ${settings.port} läuft die Plattform noch. Halten Sie sie an, bevor Sie zurückspielen.`);
  if (await isInUse(settings.databaseUrl))
    return refused(
      `Ein Programm hat die Datenbank ${settings.databaseUrl} noch geöffnet. Halten Sie alle Prozesse der Plattform an, bevor Sie zurückspielen.`,
    );
  if (!values.force && !(await isFree(settings)))
    return refused(
      `In ${settings.dataDir} oder in der Datenbank ist schon etwas. Nehmen Sie einen leeren Ordner, oder mit --force: Dann wird das Vorhandene beiseitegelegt und die Datenbank ersetzt.`,
    );

  await mkdir(settings.dataDir, { recursive: true, mode: 0o750 });
  // On the same disk, so that everything is moved in an instant.
  const unpacked = await mkdtemp(join(settings.dataDir, '.wiederherstellung-'));
  try {
    const manifest = await checked(archive, unpacked);
    const erased = [
      ...(await listedErasures(join(unpacked, FILES_PART))),
      ...(await listedErasures(settings.dataDir)),
      ...(values.erasures === undefined ? [] : personsIn(await readFile(values.erasures, 'utf8'))),
    ];
    const aside = await setAside(settings.dataDir, new Date());
    // Should the rest fail, this is where everything still is.
    if (aside !== null) console.log(`Was in ${settings.dataDir} war, liegt jetzt in ${aside}.`);
    await restoreDatabase(join(unpacked, DATABASE_PART), addressOf(settings));
    if (existsSync(join(unpacked, FILES_PART))) await moveInto(join(unpacked, FILES_PART), settings.dataDir);
    return await finish(settings, { manifest, aside, erased: [...new Set(erased)] });
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return refused(`${error.message} Es wurde nichts verändert.`);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** The archive is unpacked and right in every sum, sound, and not newer than this program. */
async function checked(archive: string, folder: string): Promise<Manifest> {
  const manifest = await unpackArchive(archive, folder);
  if ((manifest.migration ?? 0) > latestKnownMigration())
    throw new ArchiveError('Die Sicherung stammt von einer neueren Fassung des Programms. Spielen Sie sie dort ein.');
  const { counts, problems } = await checkDatabaseFile(join(folder, DATABASE_PART));
  if (problems.length > 0)
    throw new ArchiveError(`Die Datenbank in der Sicherung ist beschädigt: ${problems.slice(0, 3).join('; ')}.`);
  if (JSON.stringify(counts) !== JSON.stringify(manifest.counts))
    throw new ArchiveError('In der Datenbank der Sicherung sind nicht so viele Einträge, wie das Verzeichnis sagt.');
  return manifest;
}

/** The database is of this version, and who was erased since the backup is erased again. */
async function finish(
  settings: Settings,
  { manifest, aside, erased }: { manifest: Manifest; aside: string | null; erased: string[] },
): Promise<number> {
  const runtime = await openRuntime(settings, loadCatalogue(join(ROOT, CATALOGUE_FILE)), new Date());
  try {
    // Also those whom this backup does not know: an older one may be restored next.
    await listErasures(settings.dataDir, erased, new Date());
    const again = await eraseAgain(runtime, { personIds: erased, dataDir: settings.dataDir });
    const { counts } = manifest;
    console.log(
      [
        `Zurückgespielt: Stand vom ${instantText(new Date(manifest.createdAt))}`,
        `  Datenbank: geprüft, ${counted(counts['person'] ?? 0, 'Person', 'Personen')}, ${counted(counts['attempt'] ?? 0, 'Antwort', 'Antworten')}`,
        `  ${counted(Object.keys(manifest.parts).length - 1, 'Datei', 'Dateien')} in ${settings.dataDir}`,
        ...(aside === null ? [] : [`  Löschen Sie ${aside}, wenn alles stimmt.`]),
        ...(again === 0
          ? []
          : [
              `  ${counted(again, 'Person war', 'Personen waren')} seit der Sicherung gelöscht worden; das ist wieder so.`,
            ]),
        'Starten Sie die Plattform jetzt wieder.',
      ].join('\n'),
    );
    return 0;
  } finally {
    await runtime.database.close();
  }
}

const instantText = (at: Date) => `${calendarDay(dayIn(HOUSE_ZONE, at))}, ${clock(at, HOUSE_ZONE)}`;

const addressOf = ({ databaseUrl, databaseAuthToken }: Settings) => ({
  url: databaseUrl,
  authToken: databaseAuthToken,
});

async function isFree(settings: Settings): Promise<boolean> {
  const { databaseUrl, dataDir } = settings;
  const noDatabase =
    databaseUrl.startsWith('file:') && !existsSync(new URL(databaseUrl))
      ? true
      : await isEmptyDatabase(addressOf(settings));
  return noDatabase && (await isUnused(dataDir));
}

/** Whether this installation answers on its port. */
async function isRunning({ port, host }: Settings): Promise<boolean> {
  const at = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  try {
    const response = await fetch(`http://${at}:${port}/gesund`, { signal: AbortSignal.timeout(3_000) });
    return (await response.text()).includes('"database"');
  } catch {
    return false;
  }
}

function refused(sentence: string): number {
  console.error(sentence);
  return 1;
}
