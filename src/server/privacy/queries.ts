import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { ErasureObstacle } from '#domain/privacy/erasure-obstacle.ts';
import { heldParticipation, type HeldParticipation } from '#domain/privacy/held-participation.ts';
import { authorize, signedIn } from '../authorize.ts';
import { membersOf } from '../cohorts/membership.ts';
import type { Context } from '../context.ts';
import { centres, consents, persons } from '../identity/tables.ts';
import { erasureObstacleOf } from './erasure-obstacle-of.ts';
import { holdsOf, type Hold } from './hold-participation.ts';
import { erasureRequests, heldRecords, type ERASURE_REASONS } from './tables.ts';

/** What the actor's erasure would mean now, and whether one is under way. */
export interface MyErasure {
  /** Null: none is under way. */
  request: { reason: (typeof ERASURE_REASONS)[number]; requestedAt: Date; dueAt: Date } | null;
  holds: Hold[];
  obstacle: ErasureObstacle | null;
  /** Names of the centre that the actor is the last coordinator of. */
  obstacleCentre: string | null;
}

/** The actor's own erasure. */
export async function myErasure(ctx: Context): Promise<MyErasure> {
  const { personId } = authorize(ctx, { action: 'account:manage', on: { personId: signedIn(ctx).personId } });
  const [row] = await ctx.db.select().from(erasureRequests).where(eq(erasureRequests.personId, personId));
  const obstacle = await erasureObstacleOf(ctx, personId);
  const [centre] =
    obstacle?.kind === 'last-coordinator'
      ? await ctx.db.select({ name: centres.name }).from(centres).where(eq(centres.id, obstacle.centreId))
      : [];
  return {
    request: row?.dueAt ? { reason: row.reason, requestedAt: row.requestedAt, dueAt: row.dueAt } : null,
    holds: await holdsOf(ctx, personId),
    obstacle,
    obstacleCentre: centre?.name ?? null,
  };
}

/** An erasure that a coordinator may carry out now. */
export interface PendingErasure {
  personId: string;
  name: string;
  reason: (typeof ERASURE_REASONS)[number];
  requestedAt: Date;
  dueAt: Date;
  holds: Hold[];
  obstacle: ErasureObstacle | null;
}

/** Erasures that are under way for people of a centre, the most urgent first. */
export async function pendingErasures(ctx: Context, centreId: string): Promise<PendingErasure[]> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const rows = await ctx.db
    .select({ request: erasureRequests, givenName: persons.givenName, familyName: persons.familyName })
    .from(erasureRequests)
    .innerJoin(persons, eq(persons.id, erasureRequests.personId))
    .where(and(isNotNull(erasureRequests.dueAt), inArray(persons.id, membersOf(ctx.db, centreId))))
    .orderBy(asc(erasureRequests.dueAt));
  const pending: PendingErasure[] = [];
  for (const { request, givenName, familyName } of rows) {
    const { personId, reason, requestedAt, dueAt } = request;
    if (dueAt === null) continue;
    const name = `${givenName} ${familyName}`;
    const holds = await holdsOf(ctx, personId);
    pending.push({
      ...{ personId, name, reason, requestedAt, dueAt, holds },
      obstacle: await erasureObstacleOf(ctx, personId),
    });
  }
  return pending;
}

/** A record that outlives its owner's account for the funder's audit. */
export interface HeldRecord {
  id: string;
  until: string;
  reason: string;
  heldAt: Date;
  participation: HeldParticipation;
}

/** What a centre holds, by the end of the hold. No other query reads held records. */
export async function holdList(ctx: Context, centreId: string): Promise<HeldRecord[]> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const rows = await ctx.db
    .select()
    .from(heldRecords)
    .where(eq(heldRecords.centreId, centreId))
    .orderBy(asc(heldRecords.until), asc(heldRecords.heldAt));
  return rows.map(({ id, until, reason, heldAt, record }) => ({
    id,
    until,
    reason,
    heldAt,
    participation: heldParticipation.parse(record),
  }));
}

/** A consent that the actor gave. */
export interface MyConsent {
  id: string;
  text: string;
  version: number;
  givenAt: Date;
  withdrawnAt: Date | null;
}

/** All consents of the actor, those in force first. */
export async function myConsents(ctx: Context): Promise<MyConsent[]> {
  const { personId } = authorize(ctx, { action: 'account:manage', on: { personId: signedIn(ctx).personId } });
  const rows = await ctx.db
    .select()
    .from(consents)
    .where(eq(consents.personId, personId))
    .orderBy(desc(isNull(consents.withdrawnAt)), desc(consents.givenAt));
  return rows.map(({ id, text, version, givenAt, withdrawnAt }) => ({ id, text, version, givenAt, withdrawnAt }));
}
