import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, like, or, sql, type SQL } from 'drizzle-orm';
import { accountState, type AccountState } from '#domain/identity/account-state.ts';
import type { RoleOrLearner } from '#domain/identity/assignment.ts';
import { can } from '#domain/identity/can.ts';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import { accounts, persons, roles } from '../identity/tables.ts';
import { mails } from '../notifications/tables.ts';
import { Refusal } from '../refusal.ts';
import { membersOf, personOfCentre } from './membership.ts';
import { cohorts, enrolments } from './tables.ts';

/** What a coordinator sees of people. All of it is of one centre; what a person is elsewhere is not asked for. */

/** People on one page of the list. */
export const PEOPLE_PER_PAGE = 25;
/** Mails that failed longer ago are no news. */
const FAILED_MAIL_DAYS = 14;
const DAY_MS = 86_400_000;

/** A role or a place that somebody has at a centre. */
export interface Held {
  /** Id of the role; null for a place as a learner. */
  roleId: string | null;
  role: RoleOrLearner;
  /** Null: for the whole centre. */
  cohort: string | null;
  since: Date;
}

/** A person in the list of a centre. */
export interface ListedPerson {
  id: string;
  givenName: string;
  familyName: string;
  email: string | null;
  state: AccountState;
  held: Held[];
}

/** What to look for; `page` counts from 1. */
export interface PeopleSearch {
  text: string;
  state: AccountState | null;
  page: number;
}

/** People of a centre by family name, with what they are there; `total` counts all that were found. */
export async function peopleOfCentre(
  ctx: Context,
  centreId: string,
  search: PeopleSearch,
): Promise<{ people: ListedPerson[]; total: number }> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const found = and(inArray(persons.id, membersOf(ctx.db, centreId)), ...wordsOf(search.text), inState(search.state));
  const [total] = await ctx.db
    .select({ number: count() })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(found);
  const rows = await ctx.db
    .select({ person: persons, account: accounts })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(found)
    .orderBy(asc(persons.familyName), asc(persons.givenName), asc(persons.id))
    .limit(PEOPLE_PER_PAGE)
    .offset((search.page - 1) * PEOPLE_PER_PAGE);
  const held = await heldBy(
    ctx,
    centreId,
    rows.map(({ person }) => person.id),
  );
  return { people: rows.map((row) => listed(row, held)), total: total?.number ?? 0 };
}

/** One person of a centre, with what its coordinators may do. */
export interface ManagedPerson extends ListedPerson {
  invitedAt: Date;
  /** When the invitation was accepted; null: not yet. */
  acceptedAt: Date | null;
  /** Whether the actor may deactivate and reactivate the account. */
  mayClose: boolean;
  isActor: boolean;
}

/** The person, if the centre knows such a one; refuses otherwise. */
export async function managedPerson(ctx: Context, centreId: string, personId: string): Promise<ManagedPerson> {
  const subject = await personOfCentre(ctx, personId, centreId);
  const [row] = await ctx.db
    .select({ person: persons, account: accounts })
    .from(persons)
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(eq(persons.id, personId));
  if (row === undefined || ctx.actor === null) throw new Refusal('not-found');
  const isActor = ctx.actor.personId === personId;
  return {
    ...listed(row, await heldBy(ctx, centreId, [personId])),
    invitedAt: row.account?.createdAt ?? row.person.createdAt,
    acceptedAt: row.account?.acceptedAt ?? null,
    mayClose: !isActor && row.account !== null && can(ctx.actor, { action: 'person:close', on: subject }) === 'yes',
    isActor,
  };
}

/** Cohorts of a centre, the newest first, to choose one. */
export async function cohortsOfCentre(ctx: Context, centreId: string): Promise<{ id: string; title: string }[]> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  return ctx.db
    .select({ id: cohorts.id, title: cohorts.title })
    .from(cohorts)
    .where(eq(cohorts.centreId, centreId))
    .orderBy(desc(cohorts.startsOn));
}

/** What waits at a centre: invitations without an answer, and mails of the last two weeks that were given up. */
export async function waitingAtCentre(
  ctx: Context,
  centreId: string,
): Promise<{ invited: number; failedMails: number }> {
  authorize(ctx, { action: 'centre:manage', on: { centreId } });
  const [invited] = await ctx.db
    .select({ number: count() })
    .from(accounts)
    .where(and(inArray(accounts.personId, membersOf(ctx.db, centreId)), inState('invited')));
  const [failed] = await ctx.db
    .select({ number: count() })
    .from(mails)
    .where(
      and(
        eq(mails.centreId, centreId),
        gte(mails.queuedAt, new Date(ctx.now.getTime() - FAILED_MAIL_DAYS * DAY_MS)),
        isNotNull(mails.failedAt),
      ),
    );
  return { invited: invited?.number ?? 0, failedMails: failed?.number ?? 0 };
}

function listed(
  { person, account }: { person: typeof persons.$inferSelect; account: typeof accounts.$inferSelect | null },
  held: ReadonlyMap<string, Held[]>,
): ListedPerson {
  return {
    id: person.id,
    givenName: person.givenName,
    familyName: person.familyName,
    email: account?.email ?? person.contactEmail,
    state: accountState(account),
    held: held.get(person.id) ?? [],
  };
}

/** Roles and places of these people at the centre, by person. */
async function heldBy(ctx: Context, centreId: string, ids: string[]): Promise<Map<string, Held[]>> {
  if (ids.length === 0) return new Map();
  const grants = await ctx.db
    .select({ personId: roles.personId, roleId: roles.id, role: roles.role, cohort: cohorts.title, since: roles.since })
    .from(roles)
    .leftJoin(cohorts, eq(cohorts.id, roles.cohortId))
    .where(and(inArray(roles.personId, ids), or(eq(roles.centreId, centreId), eq(cohorts.centreId, centreId))))
    .orderBy(asc(roles.since));
  const places = await ctx.db
    .select({ personId: enrolments.personId, cohort: cohorts.title, since: enrolments.enrolledAt })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(inArray(enrolments.personId, ids), eq(cohorts.centreId, centreId)))
    .orderBy(asc(enrolments.enrolledAt));
  const held = new Map<string, Held[]>();
  const all = [...grants, ...places.map((place) => ({ ...place, roleId: null, role: 'learner' as const }))];
  for (const { personId, ...each } of all) held.set(personId, [...(held.get(personId) ?? []), each]);
  return held;
}

/** Each word stands in name or address. SQLite knows capitals of ASCII only, so any other letter stands for any sign. */
function wordsOf(text: string): SQL[] {
  const whole = sql<string>`${persons.givenName} || ' ' || ${persons.familyName} || ' ' || coalesce(${accounts.email}, ${persons.contactEmail}, '')`;
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) =>
      like(
        whole,
        `%${word
          .normalize('NFC')
          .replace(/[\\%_]/g, '\\$&')
          .replace(/[^\x20-\x7e]/gu, '_')}%`,
      ),
    )
    .map((condition) => sql`${condition} escape '\\'`);
}

function inState(state: AccountState | null): SQL | undefined {
  if (state === null) return undefined;
  if (state === 'none') return isNull(accounts.id);
  if (state === 'deactivated') return isNotNull(accounts.deactivatedAt);
  return and(
    isNotNull(accounts.id),
    isNull(accounts.deactivatedAt),
    state === 'invited' ? isNull(accounts.acceptedAt) : isNotNull(accounts.acceptedAt),
  );
}
