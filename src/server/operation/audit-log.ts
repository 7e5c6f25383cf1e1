import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { auditEntries } from '../audit/tables.ts';
import { authorize } from '../authorize.ts';
import { cohorts } from '../cohorts/tables.ts';
import type { Context } from '../context.ts';
import { centres, persons } from '../identity/tables.ts';

const ENTRIES_PER_PAGE = 50;

/** An entry of the audit log with today's names; a name is null for what is no longer there. */
export interface AuditEntry {
  sequence: number;
  at: Date;
  action: string;
  /** Null: nobody, the system itself did it. */
  actor: { id: string; name: string | null } | null;
  targetKind: (typeof auditEntries.$inferSelect)['targetKind'];
  targetName: string | null;
  centreName: string | null;
  detail: Record<string, string>;
  /** Title of the cohort that the detail names. */
  cohort: string | null;
}

/**
 * What was done, the latest first: at one centre for its coordinators, everywhere for operators (`centreId` null).
 * `before` is the sequence of the last entry that was shown, `next` what to ask for the page after; null at the end.
 */
export async function auditLog(
  ctx: Context,
  { centreId, before }: { centreId: string | null; before: number | null },
): Promise<{ entries: AuditEntry[]; next: number | null }> {
  authorize(
    ctx,
    centreId === null ? { action: 'installation:manage', on: {} } : { action: 'centre:manage', on: { centreId } },
  );
  const rows = await ctx.db
    .select()
    .from(auditEntries)
    .where(
      and(
        centreId === null ? undefined : eq(auditEntries.centreId, centreId),
        lt(auditEntries.sequence, before ?? Number.MAX_SAFE_INTEGER),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(ENTRIES_PER_PAGE + 1);
  const shown = rows.slice(0, ENTRIES_PER_PAGE);
  const names = await namesOf(ctx, shown);
  const entries = shown.map((row): AuditEntry => {
    const detail = row.detail ?? {};
    return {
      sequence: row.sequence,
      at: row.at,
      action: row.action,
      actor: row.actorId === null ? null : { id: row.actorId, name: names.get(row.actorId) ?? null },
      targetKind: row.targetKind,
      targetName: names.get(row.targetId) ?? null,
      centreName: row.centreId === null ? null : (names.get(row.centreId) ?? null),
      detail,
      cohort: detail['cohort'] === undefined ? null : (names.get(detail['cohort']) ?? null),
    };
  });
  return { entries, next: rows.length > ENTRIES_PER_PAGE ? (shown.at(-1)?.sequence ?? null) : null };
}

/** Names of the people, centres and cohorts in these entries, by id. */
async function namesOf(ctx: Context, rows: (typeof auditEntries.$inferSelect)[]): Promise<Map<string, string>> {
  const ids = [
    ...new Set(
      rows
        .flatMap((row) => [row.actorId, row.targetId, row.centreId, row.detail?.['cohort']])
        .filter((id) => id != null),
    ),
  ];
  const people = await ctx.db
    .select({ id: persons.id, givenName: persons.givenName, familyName: persons.familyName })
    .from(persons)
    .where(inArray(persons.id, ids));
  const places = [
    ...(await ctx.db.select({ id: centres.id, name: centres.name }).from(centres).where(inArray(centres.id, ids))),
    ...(await ctx.db.select({ id: cohorts.id, name: cohorts.title }).from(cohorts).where(inArray(cohorts.id, ids))),
  ];
  return new Map([
    ...people.map(({ id, givenName, familyName }): [string, string] => [id, `${givenName} ${familyName}`]),
    ...places.map(({ id, name }): [string, string] => [id, name]),
  ]);
}
