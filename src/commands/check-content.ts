import { parseArgs } from 'node:util';
import { findingReport, loadCatalogue } from './load-catalogue.ts';

/** Checks the course files of `--root` and prints every mistake; 1 when there is one. */
export function run(args: string[]): number {
  const { values } = parseArgs({ args, options: { root: { type: 'string', default: '.' } } });
  const { findings } = loadCatalogue(values.root);
  console.log(findingReport(findings));
  return findings.length === 0 ? 0 : 1;
}
