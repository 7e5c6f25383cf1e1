import { pathToFileURL } from 'node:url';
import { createClient, type InArgs } from '@libsql/client/sqlite3';

/** Rows of a server's database file, read beside the running server. */
export async function rowsOf(file: string, sql: string, args: InArgs = []): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: pathToFileURL(file).href, timeout: 2_000 });
  try {
    const { rows, columns } = await client.execute({ sql, args });
    return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
  } finally {
    client.close();
  }
}

/** Changes a server's database file by hand, for what no page can do yet. */
export async function changeDatabase(file: string, sql: string, args: InArgs = []): Promise<void> {
  const client = createClient({ url: pathToFileURL(file).href, timeout: 2_000 });
  try {
    await client.execute({ sql, args });
  } finally {
    client.close();
  }
}

/** How many attempts are on disk for each of the exercises, in their order. */
export async function attemptCounts(
  file: string,
  exercises: readonly string[],
  person = 'demo-teilnehmerin',
): Promise<number[]> {
  const rows = await rowsOf(
    file,
    'select exercise, count(*) as number from attempt join enrolment on enrolment.id = attempt.enrolment_id where person_id = ? group by exercise',
    [person],
  );
  const counts = new Map(rows.map((row) => [row['exercise'], Number(row['number'])]));
  return exercises.map((key) => counts.get(key) ?? 0);
}
