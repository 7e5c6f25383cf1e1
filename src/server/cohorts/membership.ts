import { and, eq, inArray, isNull } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import { ROLES } from '#domain/identity/actor.ts';
import { authorize } from '../authorize.ts';
import type { Context, Db } from '../context.ts';
import { accounts, persons, roles } from '../identity/tables.ts';
import { Refusal } from '../refusal.ts';
import { cohorts, enrolments } from './tables.ts';

/**
 * Which person belongs to which centre: who was brought in by it, has a role there or in one of its cohorts, or a
 * place in one of them. Nothing else is a reason to see somebody.
 */

const cohortsOf = (db: Db, centreId: string) =>
  db.select({ id: cohorts.id }).from(cohorts).where(eq(cohorts.centreId, centreId));

/** A subquery for the ids of the people of a centre. */
export const membersOf = (db: Db, centreId: string) =>
  union(
    db.select({ id: persons.id }).from(persons).where(eq(persons.centreId, centreId)),
    db
      .select({ id: roles.personId })
      .from(roles)
      // All roles there are: so the index by role and place serves.
      .where(and(inArray(roles.role, [...ROLES]), eq(roles.centreId, centreId))),
    db
      .select({ id: roles.personId })
      .from(roles)
      .where(
        and(inArray(roles.role, [...ROLES]), isNull(roles.centreId), inArray(roles.cohortId, cohortsOf(db, centreId))),
      ),
    db
      .select({ id: enrolments.personId })
      .from(enrolments)
      .where(inArray(enrolments.cohortId, cohortsOf(db, centreId))),
  );

/** A person as far as rights depend on it. */
export interface Subject {
  personId: string;
  account: Pick<typeof accounts.$inferSelect, 'id' | 'personId' | 'acceptedAt' | 'deactivatedAt'> | null;
  /** The centres that know the person. */
  centreIds: string[];
  isOperator: boolean;
}

/** Ids of the centres that know a person: who brought the person in, who gave a role, where the person learns. */
export async function personCentres(ctx: Context, personId: string): Promise<string[]> {
  const places = await ctx.db
    .select({ id: persons.centreId })
    .from(persons)
    .where(eq(persons.id, personId))
    .unionAll(ctx.db.select({ id: roles.centreId }).from(roles).where(eq(roles.personId, personId)))
    .unionAll(
      ctx.db
        .select({ id: cohorts.centreId })
        .from(roles)
        .innerJoin(cohorts, eq(cohorts.id, roles.cohortId))
        .where(eq(roles.personId, personId)),
    )
    .unionAll(
      ctx.db
        .select({ id: cohorts.centreId })
        .from(enrolments)
        .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
        .where(eq(enrolments.personId, personId)),
    );
  return [...new Set(places.flatMap(({ id }) => id ?? []))];
}

/** The person with all that rights depend on; refuses who is not there, or of no centre that the actor coordinates. */
export async function personManaged(ctx: Context, personId: string): Promise<Subject> {
  const [person] = await ctx.db
    .select({ account: accounts })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(eq(persons.id, personId));
  if (person === undefined) throw new Refusal('not-found');
  const held = await ctx.db.select({ role: roles.role }).from(roles).where(eq(roles.personId, personId));
  const subject = {
    personId,
    account: person.account,
    centreIds: await personCentres(ctx, personId),
    isOperator: held.some(({ role }) => role === 'operator'),
  };
  authorize(ctx, { action: 'person:manage', on: subject });
  return subject;
}

/** The same, of a person of this one centre. */
export async function personOfCentre(ctx: Context, personId: string, centreId: string): Promise<Subject> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const subject = await personManaged(ctx, personId);
  if (!subject.centreIds.includes(centreId)) throw new Refusal('not-found');
  return subject;
}
