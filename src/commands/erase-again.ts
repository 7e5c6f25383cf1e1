import type { Database } from '#platform/db.ts';
import type { Settings } from '#platform/env.ts';
import { counted } from '#text/format.ts';

/** In DATA_DIR: a line of JSON for each erased person, because a backup knows only those erased before it. */
export const ERASURE_LIST = 'erasures.ndjson';

/** The ids on lists of erased persons, each once; a line that was never finished is none. */
export function personsIn(lists: string): string[] {
  const ids = lists.split('\n').flatMap((line) => /^\{"person":"([\w-]{1,64})"/.exec(line.trim())?.[1] ?? []);
  return [...new Set(ids)];
}

/**
 * Persons who were erased and came back by the restore. Their erasure is carried out by the area of privacy; until it
 * can be called from here, they are only named, and the restore does not count as complete.
 */
export async function eraseAgain(
  of: { settings: Settings; database: Database },
  personIds: readonly string[],
): Promise<{ lines: string[]; isComplete: boolean }> {
  const { rows } = await of.database.reader.execute({
    sql: 'select id from person where id in (select value from json_each(?))',
    args: [JSON.stringify(personIds)],
  });
  if (rows.length === 0) return { lines: [], isComplete: true };
  return {
    lines: [
      `  ACHTUNG: ${counted(rows.length, 'Person war', 'Personen waren')} schon gelöscht und ${rows.length === 1 ? 'ist' : 'sind'} wieder da: ${rows.map((row) => String(row['id'])).join(', ')}`,
    ],
    isComplete: false,
  };
}
