import { parseArgs } from 'node:util';
import { idsAfterRelease, RELEASED_PATH, releasedSchema } from '#domain/catalogue/released.ts';
import { readSourceFiles, writeSourceFile } from '#platform/course-files.ts';
import { findingReport, loadCatalogue } from './load-catalogue.ts';

/** Enters the ids of all ready modules into `courses/released.json`, keeping the old ones; 1 and no change when a course file has a mistake. */
export function run(args: string[]): number {
  const { values } = parseArgs({ args, options: { root: { type: 'string', default: '.' } } });
  const { catalogue, findings } = loadCatalogue(values.root);
  if (findings.length > 0) {
    console.error(findingReport(findings));
    return 1;
  }
  const before = releasedIds(values.root);
  const after = idsAfterRelease(catalogue, before);
  const added = after.filter((id) => !before.includes(id));
  writeSourceFile(values.root, { path: RELEASED_PATH, text: `${JSON.stringify({ released: after }, null, 2)}\n` });
  console.log(
    [...added.map((id) => `+ ${id}`), `${added.length} neu veröffentlicht, ${after.length} insgesamt.`].join('\n'),
  );
  return 0;
}

function releasedIds(root: string): string[] {
  const file = readSourceFiles(root).find(({ path }) => path === RELEASED_PATH);
  return file === undefined ? [] : releasedSchema.parse(JSON.parse(file.text)).released;
}
