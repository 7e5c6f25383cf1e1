import { eq, getTableColumns, getTableName, inArray, is, type SQL } from 'drizzle-orm';
import { SQLiteTable, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { PERSONAL_DATA } from '#domain/privacy/personal-data.ts';
import type { TableData } from '#domain/privacy/personal-data/table-data.ts';
import * as audit from '../audit/tables.ts';
import * as cohorts from '../cohorts/tables.ts';
import type { Db } from '../context.ts';
import * as files from '../files/tables.ts';
import * as identity from '../identity/tables.ts';
import * as learning from '../learning/tables.ts';
import * as notifications from '../notifications/tables.ts';
import * as privacy from './tables.ts';

/** A table with its entry in the inventory. */
export interface PersonalTable {
  name: string;
  table: SQLiteTable;
  data: TableData;
}

const TABLES: SQLiteTable[] = [audit, cohorts, files, identity, learning, notifications, privacy]
  .flatMap((area): unknown[] => Object.values(area))
  .filter((value) => is(value, SQLiteTable));

/** All tables that tell of persons, in the order of the inventory. */
export function personalTables(): PersonalTable[] {
  const byName = new Map(TABLES.map((table) => [getTableName(table), table]));
  return Object.entries(PERSONAL_DATA).flatMap(([name, data]) => {
    const table = byName.get(name);
    return table !== undefined && data.purpose !== null ? [{ name, table, data }] : [];
  });
}

/** The key in code and the column itself, by the column's name in the database. */
export function columnOf(table: SQLiteTable, name: string): { key: string; column: SQLiteColumn } {
  const found = Object.entries(getTableColumns(table)).find(([, column]) => column.name === name);
  if (found === undefined) throw new Error(`${getTableName(table)} has no column ${name}`);
  return { key: found[0], column: found[1] };
}

/** The condition that finds a person's rows; null for a table whose rows are nobody's. */
export function ownRows(db: Db, { table, data }: PersonalTable, personId: string): SQL | null {
  if (data.owner === null) return null;
  const { column } = columnOf(table, data.owner.column);
  const { accounts } = identity;
  const { enrolments } = cohorts;
  switch (data.owner.of) {
    case 'person':
      return eq(column, personId);
    case 'account':
      return inArray(column, db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, personId)));
    case 'enrolment':
      return inArray(
        column,
        db.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.personId, personId)),
      );
  }
}
