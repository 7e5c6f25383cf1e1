import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { cohorts } from '#server/cohorts/tables.ts';
import { inTransaction } from '#server/context.ts';
import { carryOutErasure } from '#server/privacy/carry-out-erasure.ts';
import { holdList } from '#server/privacy/queries.ts';
import { eraseExpiredHolds } from '../../src/jobs/erase-expired-holds.ts';
import { it, personId, type World } from '../support/world.ts';

const dataDirOf = (world: World) => world.folder;

async function heldUntil(world: World, until: string, zone: string): Promise<void> {
  await inTransaction(world.as(null), async (tx) => {
    await tx.db
      .update(cohorts)
      .set({ evidenceUntil: until, evidenceReason: 'Bescheid', zone })
      .where(eq(cohorts.id, 'cohort-nord'));
    await carryOutErasure(tx, { personId: personId('learner'), reason: 'request', farewell: false });
  });
}

it.for([
  ['Europe/Berlin', '2027-03-27T22:59:59.999Z', '2027-03-27T23:00:00Z'],
  ['America/New_York', '2027-03-28T03:59:59.999Z', '2027-03-28T04:00:00Z'],
  ['Pacific/Kiritimati', '2027-03-27T09:59:59.999Z', '2027-03-27T10:00:00Z'],
])('a hold in %s ends with its last day there', async ([zone = '', last = '', first = ''], { world }) => {
  await heldUntil(world, '2027-03-27', zone);
  const outside = { dataDir: dataDirOf(world) };
  expect((await eraseExpiredHolds(world.as(null, new Date(last)), outside)).holds).toBe(0);
  expect(await holdList(world.as('coordinator', new Date(last)), 'centre-nord')).toHaveLength(1);
  expect(readFileSync(fileURLToPath(world.url), 'latin1')).toContain('Lerch');
  expect((await eraseExpiredHolds(world.as(null, new Date(first)), outside)).holds).toBe(1);
  expect(await holdList(world.as('coordinator', new Date(first)), 'centre-nord')).toEqual([]);
  expect(readFileSync(fileURLToPath(world.url), 'latin1')).not.toContain('Lerch');
  expect((await eraseExpiredHolds(world.as(null, new Date(first)), outside)).holds).toBe(0);
});
