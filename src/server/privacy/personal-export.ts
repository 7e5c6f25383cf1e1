import { eq, getTableColumns } from 'drizzle-orm';
import type { ShownAs, TableData } from '#domain/privacy/personal-data/table-data.ts';
import { basisText, codeWord, retentionText } from '#text/personal-data.ts';
import { authorize, signedIn } from '../authorize.ts';
import type { Context } from '../context.ts';
import { exportNames, type ExportNames } from './export-names.ts';
import { columnOf, ownRows, personalTables, type PersonalTable } from './personal-tables.ts';

/** A part of the export: rows of one kind, with the German words of the inventory as keys. */
export interface ExportSection {
  title: string;
  about: string;
  purpose: string;
  basis: string;
  retention: string;
  entries: Record<string, unknown>[];
}

/** A column of a section, and how its value is shown. */
interface ShownColumn {
  name: string;
  label: string;
  as: ShownAs | undefined;
}

/**
 * Everything that is held about the actor, as the inventory says: own rows, and what the actor did in others' rows.
 * Of others it names nobody; who recorded something is told as a role.
 */
export async function personalExport(ctx: Context): Promise<ExportSection[]> {
  const { personId } = authorize(ctx, { action: 'account:manage', on: { personId: signedIn(ctx).personId } });
  const names = await exportNames(ctx, personId);
  const sections: ExportSection[] = [];
  for (const each of personalTables()) {
    const own = ownRows(ctx.db, each, personId);
    if (own !== null) {
      const rows = await ctx.db.select().from(each.table).where(own);
      sections.push(sectionOf(each, each.data, shownColumns(each.data), rows, names));
    }
    for (const { column, deeds } of deedsOf(each.data)) {
      const rows = await ctx.db
        .select()
        .from(each.table)
        .where(eq(columnOf(each.table, column).column, personId));
      const columns = Object.entries(deeds.columns).map(([name, { label, as }]) => ({ name, label, as }));
      sections.push(sectionOf(each, deeds, columns, rows, names));
    }
  }
  return sections;
}

const shownColumns = (data: TableData): ShownColumn[] =>
  Object.entries(data.columns).flatMap(([name, entry]) => {
    if (entry.is === 'shown') return { name, label: entry.label, as: entry.as };
    return entry.is === 'of-another' && entry.label !== undefined
      ? { name, label: entry.label, as: 'role-of-person' as const }
      : [];
  });

const deedsOf = (data: TableData) =>
  Object.entries(data.columns).flatMap(([column, entry]) =>
    entry.is === 'of-another' && entry.deeds !== undefined ? { column, deeds: entry.deeds } : [],
  );

function sectionOf(
  { table, data }: PersonalTable,
  { title, about }: { title: string; about: string },
  columns: readonly ShownColumn[],
  rows: readonly Record<string, unknown>[],
  names: ExportNames,
): ExportSection {
  const keys = new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [column.name, key]));
  const entries = rows.map((row) =>
    Object.fromEntries(columns.map(({ name, label, as }) => [label, shownValue(row[keys.get(name) ?? ''], as, names)])),
  );
  const [purpose, basis] = [data.purpose ?? '', basisText(data) ?? ''];
  return { title, about, purpose, basis, retention: retentionText(data.retention), entries };
}

function shownValue(value: unknown, as: ShownAs | undefined, names: ExportNames): unknown {
  if (as === 'role-of-person') return names.roleOf(typeof value === 'string' ? value : null);
  if (as === undefined || typeof value !== 'string') return value;
  return as === 'code' ? codeWord(value) : names.nameOf(as, value);
}
