import { and, eq, gt, isNull, lt, lte } from 'drizzle-orm';
import { CLOCK_SLACK_MS } from '#domain/identity/wrong-clock.ts';
import { newToken, sha256Hex } from '#platform/random.ts';
import type { Context } from '../context.ts';
import { passkeyChallenges } from './tables.ts';

/** As long as a browser waits for finger, face or PIN. */
const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** The token that stands in the asking browser's cookie for a challenge; `accountId` null: somebody signs in. */
export async function keepChallenge(
  tx: Context,
  kept: { challenge: string; accountId: string | null },
): Promise<string> {
  const token = newToken();
  await tx.db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, tx.now));
  await tx.db
    .insert(passkeyChallenges)
    .values({ id: sha256Hex(token), ...kept, expiresAt: new Date(tx.now.getTime() + CHALLENGE_LIFETIME_MS) });
  return token;
}

/** The challenge that this browser was given, once; null for none, an old one, or one for another purpose. */
export async function takeChallenge(
  tx: Context,
  taken: { token: string; accountId: string | null },
): Promise<string | null> {
  const [row] = await tx.db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.id, sha256Hex(taken.token)),
        gt(passkeyChallenges.expiresAt, tx.now),
        lte(passkeyChallenges.expiresAt, new Date(tx.now.getTime() + CHALLENGE_LIFETIME_MS + CLOCK_SLACK_MS)),
        taken.accountId === null
          ? isNull(passkeyChallenges.accountId)
          : eq(passkeyChallenges.accountId, taken.accountId),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge });
  return row?.challenge ?? null;
}
