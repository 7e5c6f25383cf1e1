import { and, eq, exists, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import { MADE_AHEAD_MAX_MS } from '#domain/identity/wrong-clock.ts';
import { newToken, sha256Hex } from '#platform/random.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { accounts, oneTimeLinks, type LINK_KINDS } from './tables.ts';

/** Links that work once. The link holds a random token, the table its SHA-256: who reads the database can follow none. */
export type LinkKind = (typeof LINK_KINDS)[number];

const HOUR_MS = 3_600_000;
/** How long a link of each kind works, unless it is used or replaced before. */
export const LINK_LIFETIME_HOURS: Record<LinkKind, number> = {
  installation: 24,
  invitation: 14 * 24,
  'password-reset': 1,
  'email-change-old': 24,
  'email-change-new': 24,
};

/** Who asks for one of these again makes the older ones worthless. Of the others, a stranger who asks must not take the owner's away. */
const REPLACES_OLDER: ReadonlySet<LinkKind> = new Set([
  'installation',
  'invitation',
  'email-change-old',
  'email-change-new',
]);

/** What a living link stands for. */
export interface Link {
  kind: LinkKind;
  /** Null: the link of a new installation. */
  accountId: string | null;
  /** The new address of an e-mail change. */
  newEmail: string | null;
  createdAt: Date;
  expiresAt: Date;
}

const columns = {
  kind: oneTimeLinks.kind,
  accountId: oneTimeLinks.accountId,
  newEmail: oneTimeLinks.newEmail,
  createdAt: oneTimeLinks.createdAt,
  expiresAt: oneTimeLinks.expiresAt,
};

/** The token of a new link; but for resets, older links of its kind for this account are dead from now on. */
export async function createLink(
  tx: Context,
  link: { kind: LinkKind; accountId: string | null; newEmail?: string },
): Promise<string> {
  const { kind, accountId, newEmail = null } = link;
  const token = newToken();
  if (REPLACES_OLDER.has(kind)) await tx.db.delete(oneTimeLinks).where(ofKind(accountId, kind));
  await tx.db.insert(oneTimeLinks).values({
    id: sha256Hex(token),
    kind,
    accountId,
    newEmail,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + LINK_LIFETIME_HOURS[kind] * HOUR_MS),
  });
  return token;
}

/** What the link stands for, to show its form; null for one that is unknown, used, too old, or of a deactivated account. */
export async function findLink(ctx: Context, token: string, kinds: readonly LinkKind[]): Promise<Link | null> {
  const [link] = await ctx.db
    .select(columns)
    .from(oneTimeLinks)
    .where(living(ctx, token, kinds));
  return link ?? null;
}

/** The link is used up, and what it stood for is returned; of two at the same time one is refused. */
export async function consumeLink(tx: Context, token: string, kinds: readonly LinkKind[]): Promise<Link> {
  const [link] = await tx.db
    .update(oneTimeLinks)
    .set({ usedAt: tx.now })
    .where(living(tx, token, kinds))
    .returning(columns);
  if (link === undefined) throw new Refusal('expired', 'link');
  return link;
}

/** No link of the account works any more; what is asked for afterwards gets new ones. */
export async function endLinks(tx: Context, accountId: string): Promise<void> {
  await tx.db.delete(oneTimeLinks).where(eq(oneTimeLinks.accountId, accountId));
}

const ofKind = (accountId: string | null, kind: LinkKind) =>
  and(
    accountId === null ? isNull(oneTimeLinks.accountId) : eq(oneTimeLinks.accountId, accountId),
    eq(oneTimeLinks.kind, kind),
  );

const living = ({ db, now }: Context, token: string, kinds: readonly LinkKind[]) =>
  and(
    eq(oneTimeLinks.id, sha256Hex(token)),
    inArray(oneTimeLinks.kind, [...kinds]),
    isNull(oneTimeLinks.usedAt),
    gt(oneTimeLinks.expiresAt, now),
    lte(oneTimeLinks.createdAt, new Date(now.getTime() + MADE_AHEAD_MAX_MS)),
    or(
      isNull(oneTimeLinks.accountId),
      exists(
        db
          .select({ id: accounts.id })
          .from(accounts)
          .where(and(eq(accounts.id, oneTimeLinks.accountId), isNull(accounts.deactivatedAt))),
      ),
    ),
  );
