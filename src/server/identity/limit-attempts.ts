import { and, eq, lt, sql } from 'drizzle-orm';
import { sha256Hex } from '#platform/random.ts';
import { inTransaction, type Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { rateLimits } from './tables.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

interface Limit {
  /** For whom it is counted. */
  per: ('clientAddress' | 'email' | 'accountId')[];
  max: number;
  minutes: number;
}

/** A whole training room signs in from one address, and 200 people at the start of an event. */
const PER_CLIENT: Limit = { per: ['clientAddress'], max: 300, minutes: 15 };

/**
 * What is limited. None of it closes the last way for an owner: who is kept from the password by a stranger's tries
 * signs in by code or passkey, who is kept from codes asks for a link, and a link or passkey cannot be guessed.
 */
const LIMITS = {
  /** The second one: a stranger with many addresses, who still leaves the code and the passkey to the owner. */
  password: [{ per: ['clientAddress', 'email'], max: 10, minutes: 15 }, { per: ['email'], max: 100, minutes: 60 }, PER_CLIENT], // prettier-ignore
  /** Five tries a code are not all: who asks for many codes has many tries. With 50 a day a code is found after 55 years on average. */
  code: [{ per: ['email'], max: 50, minutes: DAY_MINUTES }, PER_CLIENT],
  /** Mails that a stranger can have sent to somebody. */
  mail: [{ per: ['clientAddress', 'email'], max: 5, minutes: 15 }, PER_CLIENT],
  passkey: [PER_CLIENT],
  /** Whoever finds a signed-in browser guesses the password with which more can be done. */
  'own-password': [{ per: ['accountId'], max: 10, minutes: 15 }],
} satisfies Record<string, Limit[]>;

export type Limited = keyof typeof LIMITS;

/** Whom an attempt is counted for; what is not known is left out only where no limit asks for it. */
export type Attempting = Partial<Record<Limit['per'][number], string>>;

/**
 * The attempt is counted before it is made, so that a hundred at once are a hundred; refuses when there were too many.
 * Counted in fixed windows in our own table: rate-limiter-flexible's stores for SQLite want another client (better-sqlite3,
 * node:sqlite, Prisma or its own Drizzle set-up) than the one handle that all writes go through, and its memory
 * store counts each process for itself.
 */
export async function limitAttempts(ctx: Context, what: Limited, by: Attempting): Promise<void> {
  await inTransaction(ctx, async ({ db, now }) => {
    await db.delete(rateLimits).where(lt(rateLimits.expiresAt, now));
    for (const { max, ...counted } of windows(what, by, now)) {
      const [row] = await db
        .insert(rateLimits)
        .values({ ...counted, count: 1 })
        .onConflictDoUpdate({
          target: [rateLimits.key, rateLimits.windowStart],
          set: { count: sql`${rateLimits.count} + 1` },
        })
        .returning({ count: rateLimits.count });
      if ((row?.count ?? 0) > max)
        throw new Refusal('too-many', DETAIL[what], Math.ceil((counted.expiresAt.getTime() - now.getTime()) / 1000));
    }
  });
}

/** The attempt that was counted was a right one, and is no longer held against anybody. */
export async function forgiveAttempt(tx: Context, what: Limited, by: Attempting): Promise<void> {
  for (const { key, windowStart } of windows(what, by, tx.now))
    await tx.db
      .update(rateLimits)
      .set({ count: sql`max(${rateLimits.count} - 1, 0)` })
      .where(and(eq(rateLimits.key, key), eq(rateLimits.windowStart, windowStart)));
}

const DETAIL: Record<Limited, string | null> = {
  password: 'limit-password',
  code: 'limit-code',
  mail: 'limit-mail',
  passkey: null,
  'own-password': null,
};

function windows(what: Limited, by: Attempting, now: Date) {
  return LIMITS[what].map(({ per, max, minutes }: Limit) => {
    const whom = per.map((each) => {
      const value = by[each];
      if (value === undefined) throw new Error(`${what} is limited per ${each}, which was not given`);
      return each === 'clientAddress' ? network(value) : value;
    });
    const lengthMs = minutes * MINUTE_MS;
    const windowStart = new Date(Math.floor(now.getTime() / lengthMs) * lengthMs);
    return {
      key: `${what}:${per.join('+')}:${sha256Hex(whom.join('\n'))}`,
      windowStart,
      expiresAt: new Date(windowStart.getTime() + lengthMs),
      max,
    };
  });
}

/** Of an IPv6 address the first 64 bits: a household or a rented server has all of the rest to itself. */
function network(clientAddress: string): string {
  const address = clientAddress.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(8 - groups.length - last.length, 0);
  return [...groups, ...Array<string>(gap).fill('0'), ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
