import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIsStale } from '#platform/build-state.ts';

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '../..');

/** The site is built from the sources as they are; before tests start servers, or each would build for itself. */
export default function ensureBuilt(): void {
  if (!buildIsStale(ROOT)) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), 'build'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
