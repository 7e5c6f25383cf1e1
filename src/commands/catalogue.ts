import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { findingReport, loadCatalogue } from './load-catalogue.ts';

/** Writes the catalogue of `--root` as JSON to `--out`; 1 and no file when a course file has a mistake. */
export function run(args: string[]): number {
  const { values } = parseArgs({ args, options: { root: { type: 'string', default: '.' }, out: { type: 'string' } } });
  if (values.out === undefined) throw new Error('Bitte nennen Sie die Zieldatei: --out DATEI');
  const { catalogue, findings } = loadCatalogue(values.root);
  if (findings.length > 0) {
    console.error(findingReport(findings));
    return 1;
  }
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, JSON.stringify(catalogue));
  console.log(`Katalog geschrieben: ${values.out}`);
  return 0;
}
