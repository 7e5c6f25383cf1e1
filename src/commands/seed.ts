import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { CATALOGUE_FILE, loadCatalogue } from '../catalogue-file.ts';
import { readSettings } from '#platform/env.ts';
import { contextOf } from '#server/context.ts';
import { addGeneratedLearners } from '#server/demonstration/create.ts';
import { openRuntime } from '../runtime.ts';

const MAX_LEARNERS = 100_000;

/** Fills a demonstration with generated learners; 1 when the database is none. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { learners: { type: 'string' } } });
  const count = Number(values.learners);
  if (!Number.isInteger(count) || count < 1 || count > MAX_LEARNERS)
    throw new Error(
      `Bitte nennen Sie die Zahl der Lernenden, höchstens ${MAX_LEARNERS}: npm run seed -- --learners 500`,
    );
  const runtime = await openRuntime(
    readSettings(process.env),
    loadCatalogue(join(process.cwd(), CATALOGUE_FILE)),
    new Date(),
  );
  try {
    if (!runtime.demonstration) {
      console.error('Diese Datenbank ist keine Vorführung. Erfundene Lernende kommen nur in eine Vorführung.');
      return 1;
    }
    await addGeneratedLearners(contextOf(runtime, null, new Date()), count);
    console.log(`${count} erfundene Lernende sind dazugekommen.`);
    return 0;
  } finally {
    await runtime.database.close();
  }
}
