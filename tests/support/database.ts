import { pathToFileURL } from 'node:url';
import { createClient, type Client, type InArgs } from '@libsql/client';

/** Rows of a server's database, read beside the running server: the path of a file, or the address of a libSQL server. */
export async function rowsOf(file: string, sql: string, args: InArgs = []): Promise<Record<string, unknown>[]> {
  const client = clientOf(file);
  try {
    const { rows, columns } = await client.execute({ sql, args });
    return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
  } finally {
    client.close();
  }
}

/** Changes a server's database by hand, for what no page can do yet. */
export async function changeDatabase(file: string, sql: string, args: InArgs = []): Promise<void> {
  const client = clientOf(file);
  try {
    await client.execute({ sql, args });
  } finally {
    client.close();
  }
}

function clientOf(database: string): Client {
  if (/^https?:/.test(database)) return createClient({ url: database });
  return createClient({ url: pathToFileURL(database).href, timeout: 2_000 });
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
