import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Who did what to what, when; ids and codes only, never a name or an address. Rows are only ever added. */
export const auditEntries = sqliteTable(
  'audit_entry',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** Person id; null: the system itself (a job, the command line). Outlives the person, so it is no foreign key. */
    actorId: text('actor_id'),
    /** A code such as `role-granted`; `text/audit.ts` has the words. */
    action: text().notNull(),
    /** What kind of thing `targetId` names. */
    targetKind: text('target_kind', {
      enum: ['person', 'centre', 'cohort', 'role', 'mail', 'hold', 'installation'],
    }).notNull(),
    targetId: text('target_id').notNull(),
    /** Whose coordinators may read it; null: operators only. */
    centreId: text('centre_id'),
    /** Further codes and ids. */
    detail: text({ mode: 'json' }).$type<Record<string, string>>(),
  },
  (table) => [
    index('audit_centre').on(table.centreId, table.sequence),
    index('audit_target').on(table.targetId),
    index('audit_actor').on(table.actorId),
    index('audit_age').on(table.at),
  ],
);
