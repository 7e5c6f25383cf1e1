import { describe, expect } from 'vitest';
import { recordAudit } from '#server/audit/record-audit.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { inTransaction } from '#server/context.ts';
import { auditLog } from '#server/operation/audit-log.ts';
import { it, NOW, refusalOf, type PersonName, type World } from '../../support/world.ts';

const read = (world: World, who: PersonName, centreId: string | null, before: number | null = null) =>
  auditLog(world.as(who), { centreId, before });
const invite = (world: World, who: PersonName, centreId: string, cohortId: string) =>
  invitePeople(world.as(who), {
    centreId,
    assignment: { role: 'trainer', cohortId },
    invitees: [{ givenName: 'Nele', familyName: 'Neu', email: `nele@${centreId}.example` }],
  });

describe('the audit log', () => {
  it('shows a coordinator who did what to whom, at the own centre only', async ({ world }) => {
    await invite(world, 'coordinator', 'centre-nord', 'cohort-nord');
    await invite(world, 'otherCoordinator', 'centre-sued', 'cohort-sued');
    const { entries, next } = await read(world, 'coordinator', 'centre-nord');
    expect(entries).toEqual([
      {
        sequence: 1,
        at: NOW,
        action: 'person-invited',
        actor: { id: 'person-coordinator', name: 'Karl Ordner' },
        targetKind: 'person',
        targetName: 'Nele Neu',
        centreName: 'Zentrum Nord',
        detail: { role: 'trainer', cohort: 'cohort-nord' },
        cohort: 'Nord',
      },
    ]);
    expect(next).toBeNull();
  });

  it('shows an operator everything, the latest first', async ({ world }) => {
    await invite(world, 'coordinator', 'centre-nord', 'cohort-nord');
    await invite(world, 'otherCoordinator', 'centre-sued', 'cohort-sued');
    const { entries } = await read(world, 'operator', null);
    expect(entries.map(({ centreName }) => centreName)).toEqual(['Zentrum Süd', 'Zentrum Nord']);
  });

  it('names what is gone without a name, and the system without an actor', async ({ world }) => {
    await inTransaction(world.as(null), (tx) =>
      recordAudit(tx, { action: 'x', target: { kind: 'person', id: 'gone' }, centreId: null }),
    );
    expect((await read(world, 'operator', null)).entries[0]).toMatchObject({
      actor: null,
      targetName: null,
      cohort: null,
    });
  });

  it('comes in pages that leave out nothing and show nothing twice', async ({ world }) => {
    await inTransaction(world.as('coordinator'), async (tx) => {
      for (let index = 0; index < 120; index += 1)
        await recordAudit(tx, { action: 'x', target: { kind: 'centre', id: 'centre-nord' }, centreId: 'centre-nord' });
    });
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof auditLog>> = await read(world, 'coordinator', 'centre-nord', before);
      seen.push(...page.entries.map(({ sequence }) => sequence));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
  });

  it.for([
    ['of another centre to a coordinator', 'otherCoordinator', 'centre-nord', 'not-found'],
    ['of a centre to a trainer', 'trainer', 'centre-nord', 'not-found'],
    ['of a centre to an operator, who sees it in the whole', 'operator', 'centre-nord', 'not-found'],
    ['of the installation to a coordinator', 'coordinator', null, 'forbidden'],
  ] as const)('is not shown %s', async ([, who, centreId, refusal], { world }) => {
    expect(await refusalOf(read(world, who, centreId))).toBe(refusal);
  });
});
