import { eq, inArray } from 'drizzle-orm';
import type { Role } from '#domain/identity/actor.ts';
import type { ShownAs } from '#domain/privacy/personal-data/table-data.ts';
import { codeWord } from '#text/personal-data.ts';
import { auditEntries } from '../audit/tables.ts';
import { attendances, cohorts, enrolments, liveSessions } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { centres, roles } from '../identity/tables.ts';
import { mails } from '../notifications/tables.ts';
import { personCentres } from '../cohorts/membership.ts';

/** Words for ids in an export. */
export interface ExportNames {
  /** Title of a cohort, a centre, a live session; an id without one stays as it is. */
  nameOf(kind: Exclude<ShownAs, 'code' | 'role-of-person'>, id: string): string;
  /** What somebody is, never who: "Sie selbst", "Trainer:in" … */
  roleOf(personId: string | null): string;
}

/** Of several roles the one that a person acts by. */
const ROLE_ORDER: Role[] = ['operator', 'coordinator', 'trainer', 'guest_trainer', 'partner', 'company_contact'];

/** Words for all ids that stand in the export of this person. */
export async function exportNames(ctx: Context, personId: string): Promise<ExportNames> {
  const cohortTitles = new Map(
    (await ctx.db.select({ id: cohorts.id, title: cohorts.title }).from(cohorts)).map(({ id, title }) => [id, title]),
  );
  const centreIds = [...(await personCentres(ctx, personId)), ...(await mailCentres(ctx, personId))];
  const centreNames = await namesOfCentres(ctx, centreIds);
  const enrolled = await ctx.db
    .select({ id: enrolments.id, cohortId: enrolments.cohortId })
    .from(enrolments)
    .where(eq(enrolments.personId, personId));
  const maps = {
    cohort: cohortTitles,
    centre: new Map(centreNames.map(({ id, name }) => [id, name])),
    enrolment: new Map(enrolled.map(({ id, cohortId }) => [id, cohortTitles.get(cohortId) ?? cohortId])),
    'live-session': await liveSessionNames(ctx, personId),
  };
  const others = await rolesOfOthers(ctx, personId);
  return {
    nameOf: (kind, id) => maps[kind].get(id) ?? id,
    roleOf: (id) => {
      if (id === null) return 'nicht mehr bekannt';
      return id === personId ? 'Sie selbst' : (others.get(id) ?? 'eine andere Person');
    },
  };
}

async function namesOfCentres({ db }: Context, ids: string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db.select({ id: centres.id, name: centres.name }).from(centres).where(inArray(centres.id, ids));
}

async function mailCentres(ctx: Context, personId: string): Promise<string[]> {
  const rows = await ctx.db.selectDistinct({ id: mails.centreId }).from(mails).where(eq(mails.personId, personId));
  return rows.flatMap(({ id }) => id ?? []);
}

async function liveSessionNames(ctx: Context, personId: string): Promise<Map<string, string>> {
  const columns = {
    id: liveSessions.id,
    key: liveSessions.sessionKey,
    title: liveSessions.title,
    startsAt: liveSessions.startsAt,
  };
  const names = new Map<string, string>();
  // Attended, and recorded for others.
  for (const column of [attendances.personId, attendances.recordedBy]) {
    const rows = await ctx.db
      .selectDistinct(columns)
      .from(attendances)
      .innerJoin(liveSessions, eq(liveSessions.id, attendances.liveSessionId))
      .where(eq(column, personId));
    for (const { id, key, title, startsAt } of rows) {
      const known =
        key !== null && Object.hasOwn(ctx.catalogue.sessions, key) ? ctx.catalogue.sessions[key] : undefined;
      names.set(id, `${title ?? known?.title ?? 'Termin'}, ${startsAt.toISOString()}`);
    }
  }
  return names;
}

/** Roles of those who recorded, granted or changed something for this person. */
async function rolesOfOthers(ctx: Context, personId: string): Promise<Map<string, string>> {
  const recorders = await ctx.db
    .selectDistinct({ id: attendances.recordedBy })
    .from(attendances)
    .where(eq(attendances.personId, personId));
  const granters = await ctx.db.selectDistinct({ id: roles.grantedBy }).from(roles).where(eq(roles.personId, personId));
  const actors = await ctx.db
    .selectDistinct({ id: auditEntries.actorId })
    .from(auditEntries)
    .where(eq(auditEntries.targetId, personId));
  const ids = [...recorders, ...granters, ...actors].flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return new Map();
  const held = await ctx.db
    .select({ id: roles.personId, role: roles.role })
    .from(roles)
    .where(inArray(roles.personId, ids));
  const best = new Map<string, Role>();
  for (const { id, role } of held) {
    const known = best.get(id);
    if (known === undefined || ROLE_ORDER.indexOf(role) < ROLE_ORDER.indexOf(known)) best.set(id, role);
  }
  return new Map([...best].map(([id, role]) => [id, codeWord(role)]));
}
