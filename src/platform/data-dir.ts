import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a restore puts what was there before, and what it is unpacking: neither belongs to the installation. */
const BESIDE = /^(vorher-|\.wiederherstellung-)/;

/** Files of DATA_DIR that a backup keeps, as paths with slashes: all but the database itself, whose copy is taken otherwise. */
export async function filesToKeep(dataDir: string, databaseUrl: string): Promise<string[]> {
  const database = databaseUrl.startsWith('file:') ? fileURLToPath(databaseUrl) : null;
  const isDatabase = (path: string) =>
    database !== null && ['', '-wal', '-shm', '-journal'].some((suffix) => path === `${database}${suffix}`);
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.new'))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .filter((path) => !isDatabase(path))
    .map((path) => relative(dataDir, path).split(sep).join('/'))
    .filter((path) => !BESIDE.test(path))
    .sort();
}

/** Whether the folder holds nothing of an installation; one that is not there holds nothing. */
export async function isUnused(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir).catch(() => []);
  // A file system of its own brings this one along.
  return names.every((name) => BESIDE.test(name) || name === 'lost+found');
}

/** Everything in the folder lies in a new folder inside it; returns its name, or null when there was nothing. */
export async function setAside(dataDir: string, now: Date): Promise<string | null> {
  const names = (await readdir(dataDir)).filter((name) => !BESIDE.test(name) && name !== 'lost+found');
  if (names.length === 0) return null;
  const aside = join(dataDir, `vorher-${now.toISOString().replace(/\W/g, '').slice(0, 15)}`);
  await mkdir(aside, { mode: 0o700 });
  for (const name of names) await rename(join(dataDir, name), join(aside, name));
  return aside;
}

/** All of `from` lies in the folder, which holds nothing of those names. */
export async function moveInto(from: string, dataDir: string): Promise<void> {
  for (const name of await readdir(from)) await rename(join(from, name), join(dataDir, name));
}
