import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a build is made from. */
const SOURCES = ['src', 'courses', 'content', 'public', 'astro.config.mjs', 'package.json'];
const MARK = 'dist/built';

/** Whether there is no build, or a source is newer than it. */
export function buildIsStale(root: string): boolean {
  const mark = join(root, MARK);
  if (!existsSync(mark)) return true;
  const builtAt = statSync(mark).mtimeMs;
  return SOURCES.some((source) => isNewer(join(root, source), builtAt));
}

/** Marks the build as made from the sources as they were at `startedAt`. */
export function markBuilt(root: string, startedAt: Date): void {
  const mark = join(root, MARK);
  writeFileSync(mark, '');
  utimesSync(mark, startedAt, startedAt);
}

/** Folders count too: a deleted file changes only its folder. */
function isNewer(path: string, than: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.mtimeMs > than) return true;
  return stat.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), than));
}
