import { describe, expect } from 'vitest';
import { inTransaction } from '#server/context.ts';
import { countErasureRequests } from '#server/privacy/count-erasure-requests.ts';
import { erasureRequests } from '#server/privacy/tables.ts';
import { inDays, it, NOW, personId, refusalOf } from '../../support/world.ts';

describe('open requests to be deleted', () => {
  it('are counted for the centre of who asked', async ({ world }) => {
    await inTransaction(world.as(null), ({ db }) =>
      db.insert(erasureRequests).values(
        (['learner', 'formerLearner', 'otherLearner', 'stranger'] as const).map((person) => ({
          personId: personId(person),
          requestedAt: NOW,
          dueAt: inDays(30),
        })),
      ),
    );
    expect(await countErasureRequests(world.as('coordinator'), 'centre-nord')).toBe(2);
    expect(await countErasureRequests(world.as('otherCoordinator'), 'centre-sued')).toBe(1);
  });

  it('are not told to others', async ({ world }) => {
    expect(await refusalOf(countErasureRequests(world.as('otherCoordinator'), 'centre-nord'))).toBe('not-found');
  });
});
