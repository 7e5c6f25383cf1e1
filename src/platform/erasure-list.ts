import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The list of erased persons beside the database: a line of JSON each. A backup of the database does not know what was
 * erased after it; this file does, so a restore can erase again.
 */
const FILE = 'erasures.ndjson';

/** An erasure on the list. The id was random and names nobody any more. */
interface Listed {
  person: string;
  at: string;
}

/** The ids are on the list and on the disk; those that already were stand there once. */
export async function listErasures(dataDir: string, personIds: readonly string[], at: Date): Promise<void> {
  const known = new Set(await listedErasures(dataDir));
  const lines = personIds
    .filter((person) => !known.has(person))
    .map((person) => `${JSON.stringify({ person, at: at.toISOString() } satisfies Listed)}\n`);
  if (lines.length === 0) return;
  const file = await open(join(dataDir, FILE), 'a');
  try {
    // A line that a crash left unfinished must not swallow the next one.
    await file.appendFile(`${(await endsUnfinished(dataDir)) ? '\n' : ''}${lines.join('')}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** All ids on the list, in the order of their erasure; a line that was never finished is none. */
export async function listedErasures(dataDir: string): Promise<string[]> {
  return personsIn(await textOf(dataDir));
}

/** The same of a list's text. */
export const personsIn = (list: string): string[] => list.split('\n').flatMap((line) => personIn(line) ?? []);

/** The mail folder holds no file of these mails; its names contain the mail's id. */
export async function forgetMailFiles(dataDir: string, mailIds: readonly string[]): Promise<void> {
  const folder = join(dataDir, 'mail');
  const names = mailIds.length === 0 ? [] : await readdir(folder).catch(() => []);
  for (const name of names) if (mailIds.some((id) => name.includes(id))) await rm(join(folder, name), { force: true });
}

const textOf = (dataDir: string) => readFile(join(dataDir, FILE), 'utf8').catch(() => '');

async function endsUnfinished(dataDir: string): Promise<boolean> {
  const text = await textOf(dataDir);
  return text !== '' && !text.endsWith('\n');
}

function personIn(line: string): string | null {
  try {
    const listed: unknown = JSON.parse(line);
    return typeof listed === 'object' && listed !== null && 'person' in listed && typeof listed.person === 'string'
      ? listed.person
      : null;
  } catch {
    return null;
  }
}
