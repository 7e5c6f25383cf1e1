import { readSettings } from '#platform/env.ts';
import { hashOf, readSourceFiles } from '#platform/course-files.ts';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { findingText } from '#text/findings.ts';
import { openRuntime, type Runtime } from './runtime.ts';

let opened: Promise<Runtime> | undefined;
let current: { hash: string; catalogue: Runtime['catalogue'] } | undefined;

/** The runtime of `npm run dev`: the catalogue follows the files, mistakes are told on the terminal. */
export async function devRuntime(): Promise<Runtime> {
  const files = readSourceFiles(process.cwd());
  const hash = hashOf(files);
  if (current?.hash !== hash) {
    const { catalogue, findings } = readCatalogue(files, hash);
    for (const finding of findings) console.warn(`${finding.path}:${finding.line}  ${findingText(finding)}`);
    current = { hash, catalogue };
  }
  opened ??= openRuntime(readSettings(process.env), current.catalogue, new Date()).then(withWork);
  return { ...(await opened), catalogue: current.catalogue };
}

async function withWork(runtime: Runtime): Promise<Runtime> {
  const { startWork } = await import('./jobs/work.ts');
  startWork(runtime);
  return runtime;
}
