import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeArchive } from '#platform/archive.ts';
import { filesToKeep } from '#platform/data-dir.ts';
import { checkDatabaseFile, snapshotDatabase } from '#platform/database-copy.ts';
import { readSettings } from '#platform/env.ts';
import { counted } from '#text/format.ts';
import { missingDatabase } from './missing-database.ts';

/** Path of the database inside an archive. */
export const DATABASE_PART = 'database.db';
/** Files of DATA_DIR stand below this folder of an archive. */
export const FILES_PART = 'data';

/** Makes one archive of database and files while the site runs; 1 when there is none afterwards. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    console.error('Aufruf: npm run backup -- DATEI, zum Beispiel npm run backup -- /sicherung/2027-03-01.zip');
    return 2;
  }
  const { dataDir, databaseUrl, databaseAuthToken } = readSettings(process.env);
  const target = resolve(name);
  if (existsSync(target)) return refused(`${target} gibt es schon. Nehmen Sie einen neuen Namen.`);
  if (!existsSync(dirname(target))) return refused(`Den Ordner ${dirname(target)} gibt es nicht.`);
  if (!relative(dataDir, target).startsWith('..'))
    return refused(
      `${target} liegt in DATA_DIR und käme in die nächste Sicherung. Legen Sie Sicherungen an einen anderen Ort.`,
    );
  const source = { url: databaseUrl, authToken: databaseAuthToken };
  const isFile = databaseUrl.startsWith('file:');
  const missing = missingDatabase({ databaseUrl });
  if (missing !== null) return refused(missing);

  const folder = await mkdtemp(join(dirname(target), '.sicherung-'));
  try {
    const copy = join(folder, DATABASE_PART);
    await snapshotDatabase(source, copy);
    const { counts, migration, problems } = await checkDatabaseFile(copy);
    if (problems.length > 0)
      return refused(`Die Datenbank ist beschädigt, es gibt keine neue Sicherung: ${problems.slice(0, 3).join('; ')}`);
    // After the database: what it points at is there, and the list of erased persons is the newest.
    const files = await filesToKeep(dataDir, databaseUrl);
    const { parts } = await writeArchive(
      target,
      [
        { path: DATABASE_PART, file: copy },
        ...files.map((path) => ({ path: `${FILES_PART}/${path}`, file: join(dataDir, path) })),
      ],
      {
        createdAt: new Date().toISOString(),
        program: programVersion(),
        source: isFile ? 'file' : 'server',
        migration,
        counts,
      },
    );
    const { size } = await stat(target);
    console.log(
      [
        `Sicherung fertig: ${target} (${Math.ceil(size / 1e6)} MB)`,
        `  Datenbank: geprüft, ${counted(counts['person'] ?? 0, 'Person', 'Personen')}, ${counted(counts['attempt'] ?? 0, 'Antwort', 'Antworten')}`,
        `  ${counted(Object.keys(parts).length - 1, 'Datei', 'Dateien')} aus ${dataDir}`,
      ].join('\n'),
    );
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused(sentence: string): number {
  console.error(sentence);
  return 1;
}

function programVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
  );
  return version;
}
