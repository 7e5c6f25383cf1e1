import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { snapshotDatabase } from '#platform/database-copy.ts';
import { openDatabase } from '#platform/db.ts';
import { listedErasures } from '#platform/erasure-list.ts';
import { cohorts } from '#server/cohorts/tables.ts';
import { contextOf, inTransaction } from '#server/context.ts';
import { carryOutErasure } from '#server/privacy/carry-out-erasure.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';
import { holdList } from '#server/privacy/queries.ts';
import { reapplyErasures } from '#server/privacy/reapply-erasures.ts';
import { actorOf, it, NOW, personId } from '../../support/world.ts';

it('who was erased after a backup is erased again when it is restored, with the hold and without a mail', async ({
  world,
}) => {
  const dataDir = world.folder;
  await inTransaction(world.as(null), ({ db }) =>
    db
      .update(cohorts)
      .set({ evidenceUntil: '2031-12-31', evidenceReason: 'Bescheid' })
      .where(eq(cohorts.id, 'cohort-nord')),
  );
  const backup = join(dataDir, 'backup.db');
  await snapshotDatabase({ url: world.url, authToken: null }, backup);
  await inTransaction(world.as(null), (tx) =>
    carryOutErasure(tx, { personId: personId('learner'), reason: 'request', farewell: true }),
  );
  await forgetTraces(world.as(null), dataDir);

  copyFileSync(backup, join(dataDir, 'restored.db'));
  const database = await openDatabase(pathToFileURL(join(dataDir, 'restored.db')).href);
  try {
    const parts = { ...world.as(null), database };
    const restored = contextOf(parts, null, NOW);
    const names = async () =>
      (await database.reader.execute('select given_name from person')).rows.map((row) => row[0]);
    expect(await names()).toContain('Anna');
    const before = (await names()).length;
    expect(await reapplyErasures(restored, [...(await listedErasures(dataDir)), 'person-unknown'])).toBe(1);
    expect(await reapplyErasures(restored, await listedErasures(dataDir))).toBe(0);
    expect(await forgetTraces(restored, dataDir)).toBe(1);
    expect(await names()).not.toContain('Anna');
    expect(await names()).toHaveLength(before - 1);
    expect((await database.reader.execute('select * from mail')).rows).toEqual([]);
    expect(await holdList(contextOf(parts, actorOf('coordinator'), NOW), 'centre-nord')).toHaveLength(1);
    expect(await listedErasures(dataDir)).toEqual([personId('learner')]);
  } finally {
    await database.close();
  }
});
