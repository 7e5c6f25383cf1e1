import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { markBuilt } from '#platform/build-state.ts';
import { CATALOGUE_FILE } from '../catalogue-file.ts';
import { findingReport, loadCatalogue } from './load-catalogue.ts';

/** Builds the site from course files without mistakes: bundle, catalogue, compressed assets. */
export function run(args: string[]): number {
  const { values } = parseArgs({ args, options: { root: { type: 'string', default: '.' } } });
  const startedAt = new Date();
  const { catalogue, findings } = loadCatalogue(values.root);
  if (findings.length > 0) {
    console.error(findingReport(findings));
    return 1;
  }
  const astro = join(values.root, 'node_modules/astro/bin/astro.mjs');
  const built = spawnSync(process.execPath, [astro, 'build'], {
    cwd: values.root,
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (built.status !== 0) return built.status ?? 1;
  writeFileSync(join(values.root, CATALOGUE_FILE), JSON.stringify(catalogue));
  compressAssets(join(values.root, 'dist/client'));
  markBuilt(values.root, startedAt);
  return 0;
}

/** Hashed assets are sent as they lie on the disk, so they are compressed once and as well as can be. */
function compressAssets(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!statSync(path).isFile() || !/\.(js|css|svg|json|txt)$/.test(path)) continue;
    const bytes = readFileSync(path);
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    );
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
