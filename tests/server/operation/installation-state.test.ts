import { describe, expect } from 'vitest';
import { inTransaction } from '#server/context.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { installationState } from '#server/operation/installation-state.ts';
import { jobRuns } from '#server/operation/tables.ts';
import { inDays, it, NOW, refusalOf, type World } from '../../support/world.ts';

const state = (world: World, at = NOW) => installationState(world.as('operator', at));

describe('the state of the installation', () => {
  it('counts what waits and what failed lately', async ({ world }) => {
    expect(await state(world)).toEqual({ centres: 2, waitingMails: 0, failedMails: 0, failedRuns: 0 });
    await invitePeople(world.as('coordinator'), {
      centreId: 'centre-nord',
      assignment: { role: 'partner' },
      invitees: ['a', 'b', 'c'].map((name) => ({ givenName: name, familyName: name, email: `${name}@firma.example` })),
    });
    await world.database.write((writer) =>
      writer.execute(`update mail set failed_at = ${NOW.getTime()} where to_address = 'a@firma.example'`),
    );
    await world.database.write((writer) =>
      writer.execute(`update mail set sent_at = ${NOW.getTime()} where to_address = 'b@firma.example'`),
    );
    const run = { job: 'x', startedAt: NOW, leasedUntil: NOW, finishedAt: NOW };
    await inTransaction(world.as(null), ({ db }) =>
      db.insert(jobRuns).values([
        { ...run, id: '1', slot: NOW, outcome: 'failed' },
        { ...run, id: '2', slot: inDays(1), outcome: 'done' },
      ]),
    );
    expect(await state(world)).toEqual({ centres: 2, waitingMails: 1, failedMails: 1, failedRuns: 1 });
    expect(await state(world, inDays(15))).toMatchObject({ failedMails: 0, failedRuns: 0 });
  });

  it('is for operators', async ({ world }) => {
    expect(await refusalOf(installationState(world.as('coordinator')))).toBe('forbidden');
  });
});
