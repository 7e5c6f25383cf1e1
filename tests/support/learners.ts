import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE_FILE, loadCatalogue } from '#catalogue-file.ts';
import { openDatabase, type Database } from '#platform/db.ts';
import { openFiles } from '#platform/files.ts';
import { contextOf } from '#server/context.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { ROOT } from './build.ts';

/** Fills the demonstration of a folder with generated learners. */
export function seedLearners(dataDir: string, count: number): void {
  execFileSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'seed', '--learners', String(count)], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export const databaseUrlOf = (dataDir: string): string => pathToFileURL(join(dataDir, 'digital-maker.db')).href;

/** The database of a folder, open for the work. */
export async function withDatabase<Result>(
  dataDir: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(databaseUrlOf(dataDir));
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Cookie headers of new sessions for `count` learners of the demonstration; those without an account get one. */
export function signedInLearners(dataDir: string, count: number): Promise<string[]> {
  return withDatabase(dataDir, async (database) => {
    const { rows } = await database.reader.execute({
      sql: `select p.id from person p join enrolment e on e.person_id = p.id order by p.id <> 'demo-teilnehmerin', p.id limit ?`,
      args: [count],
    });
    const ids = rows.map((row) => String(row['id']));
    for (const id of ids)
      await database.write((writer) =>
        writer.execute({
          sql: 'insert or ignore into account (id, person_id, email, created_at) values (?, ?, ?, ?)',
          args: [id, id, `${id}@demo.example`, Date.now()],
        }),
      );
    const sessions = sessionsOf(database, false);
    const ctx = contextOf(
      {
        database,
        catalogue: loadCatalogue(join(ROOT, CATALOGUE_FILE)),
        files: openFiles(join(dataDir, 'files')),
        origin: 'http://127.0.0.1',
      },
      null,
      new Date(),
    );
    const cookies: string[] = [];
    for (const id of ids) {
      const { name, value } = await sessions.start(ctx, id, { method: 'password', device: null });
      cookies.push(`${name}=${value}`);
    }
    return cookies;
  });
}
