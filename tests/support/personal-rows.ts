import { getTableColumns, getTableName, eq } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { newId } from '#platform/random.ts';
import { inTransaction, type Context } from '#server/context.ts';
import { accounts, persons } from '#server/identity/tables.ts';
import { personalTables, type PersonalTable } from '#server/privacy/personal-tables.ts';
import { enrolmentId, NOW, personId, type PersonName, type World } from './world.ts';

/** Something planted into a personal column, to be looked for. */
export interface Marker {
  table: string;
  column: string;
  text: string;
}

/** Ids of others that a planted row points at, by the name of the table. */
const POINTED_AT: Record<string, string> = {
  centre: 'centre-nord',
  cohort: 'cohort-nord',
  live_session: 'live-workshop',
  person: 'person-trainer',
};
/** A role holds in one place only. */
const LEFT_EMPTY = new Set(['role.cohort_id']);
/** Rows that the world has; a second one would break a rule. */
const CHANGED = new Set(['person', 'account', 'enrolment']);

/**
 * The person has a row in every table that can hold one, with a text of its own in every free text column, made from
 * the inventory; returns these texts. `tag` is part of all of them.
 */
export async function plantMarkers(world: World, person: PersonName, tag: string): Promise<Marker[]> {
  const markers: Marker[] = [];
  await inTransaction(world.as(null), async (tx) => {
    for (const each of personalTables()) {
      if (each.data.owner === null) continue;
      const row = markedRow(each, person, tag, markers);
      if (CHANGED.has(each.name)) await change(tx, each.name, person, row);
      else await tx.db.insert(each.table).values(row);
    }
  });
  return markers;
}

async function change({ db }: Context, name: string, person: PersonName, row: Record<string, unknown>): Promise<void> {
  const texts = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, row[key]]));
  const own = personId(person);
  if (name === 'person')
    await db
      .update(persons)
      .set(texts(['givenName', 'familyName', 'contactEmail']))
      .where(eq(persons.id, own));
  if (name === 'account')
    await db
      .update(accounts)
      .set(texts(['email', 'passwordHash']))
      .where(eq(accounts.personId, own));
}

function markedRow({ name, table, data }: PersonalTable, person: PersonName, tag: string, markers: Marker[]) {
  const pointing = new Map(
    getTableConfig(table).foreignKeys.map((key) => {
      const { columns, foreignTable } = key.reference();
      return [columns[0]?.name ?? '', getTableName(foreignTable)];
    }),
  );
  const owner: Record<string, string> = {
    person: personId(person),
    account: `account-${person}`,
    enrolment: enrolmentId(person, 'nord'),
  };
  const row: Record<string, unknown> = {};
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const target = pointing.get(column.name);
    if (LEFT_EMPTY.has(`${name}.${column.name}`)) row[key] = null;
    else if (column.name === data.owner?.column) row[key] = owner[data.owner.of];
    else if (target !== undefined) row[key] = POINTED_AT[target] ?? null;
    else row[key] = valueOf(name, column, tag, markers);
  }
  return row;
}

function valueOf(table: string, column: SQLiteColumn, tag: string, markers: Marker[]): unknown {
  const text = `${tag}-${table}-${column.name}-${newId().slice(0, 8)}`.replaceAll('_', '-');
  const marked = (value: unknown) => {
    markers.push({ table, column: column.name, text });
    return value;
  };
  switch (column.columnType) {
    case 'SQLiteText':
      return column.enumValues?.[0] ?? marked(text);
    case 'SQLiteTextJson':
      return marked({ feld: text });
    case 'SQLiteBlobBuffer':
      return marked(Buffer.from(text));
    case 'SQLiteTimestamp':
      return NOW;
    case 'SQLiteBoolean':
      return true;
    // Never chosen by us.
    case 'SQLiteInteger':
      return column.primary ? undefined : 1;
    case 'SQLiteReal':
      return 0.5;
    default:
      throw new Error(`${table}.${column.name} is of a kind that cannot be planted yet: ${column.columnType}`);
  }
}
