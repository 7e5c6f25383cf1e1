import { getTableColumns } from 'drizzle-orm';
import { SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PERSONAL_DATA } from '#domain/privacy/personal-data.ts';
import { LEGAL_BASES, type TableData } from '#domain/privacy/personal-data/table-data.ts';
import { personalTables } from '#server/privacy/personal-tables.ts';
import { basisText, retentionText } from '#text/personal-data.ts';
import { allTables } from '../../support/all-tables.ts';

let tables: Map<string, SQLiteTable>;
beforeAll(async () => {
  tables = await allTables();
});

/** Columns of the schema that the inventory does not know, and entries of it that are no columns. */
function differences(schema: ReadonlyMap<string, SQLiteTable>, inventory: Record<string, TableData>): string[] {
  const columns = [...schema].flatMap(([name, table]) =>
    Object.values(getTableColumns(table)).map((column) => `${name}.${column.name}`),
  );
  const entries = Object.entries(inventory).flatMap(([name, data]) =>
    Object.keys(data.columns).map((column) => `${name}.${column}`),
  );
  return [
    ...columns.filter((column) => !entries.includes(column)).map((column) => `no entry: ${column}`),
    ...entries.filter((entry) => !columns.includes(entry)).map((entry) => `no column: ${entry}`),
  ];
}

describe('the inventory of personal data', () => {
  it('has an entry for every column, and a column for every entry', () => {
    expect(tables.size).toBeGreaterThan(25);
    expect(differences(tables, PERSONAL_DATA)).toEqual([]);
  });

  it('is seen to miss a column, a table and an entry', () => {
    const planted = new Map(tables).set('guestbook', sqliteTable('guestbook', { note: text() }));
    expect(differences(planted, PERSONAL_DATA)).toEqual(['no entry: guestbook.note']);
    const { person, ...others } = PERSONAL_DATA;
    if (person === undefined) throw new Error('no person');
    const { given_name: givenName, ...columns } = person.columns;
    if (givenName === undefined) throw new Error('no given name');
    expect(differences(tables, { ...others, person: { ...person, columns } })).toEqual(['no entry: person.given_name']);
    const more = { ...person, columns: { ...person.columns, shoe_size: givenName } };
    expect(differences(tables, { ...others, person: more })).toEqual(['no column: person.shoe_size']);
  });

  it('says purpose, legal basis and time limit of whatever is personal', () => {
    for (const [name, data] of Object.entries(PERSONAL_DATA)) {
      const personal = Object.values(data.columns).some(({ is }) => is !== 'not-personal');
      expect([name, data.purpose !== null, data.basis !== null]).toEqual([name, personal, personal]);
      if (personal) expect(Object.values(LEGAL_BASES)).toContain(basisText(data));
      expect(retentionText(data.retention), name).toMatch(/\S{3}/);
      if (data.retention.rule === 'after') expect(retentionText(data.retention), name).toMatch(/\d+ \S+ nach dem \S+/);
    }
  });

  it('gives a reason for every column that the owner does not get', () => {
    for (const data of Object.values(PERSONAL_DATA))
      for (const [name, entry] of Object.entries(data.columns))
        if ('because' in entry) expect(entry.because, name).toMatch(/\S{3}/);
  });

  it('names for owner and time limits only columns that are there', () => {
    for (const [name, { owner, retention, columns }] of Object.entries(PERSONAL_DATA)) {
      if (owner !== null) expect(Object.keys(columns), name).toContain(owner.column);
      if (retention.rule === 'after')
        for (const since of retention.since) expect(Object.keys(columns)).toContain(since);
      for (const entry of Object.values(columns))
        if (entry.is === 'of-another')
          expect(Object.keys(columns)).toEqual(expect.arrayContaining(Object.keys(entry.deeds?.columns ?? {})));
    }
  });

  it('is what export, erasure and retention run by, for every table with something personal', () => {
    const personal = Object.entries(PERSONAL_DATA).flatMap(([name, { purpose }]) => (purpose === null ? [] : name));
    expect(personalTables().map(({ name }) => name)).toEqual(personal);
  });

  it('lets nothing that belongs to somebody stand in a row without an owner', () => {
    for (const { name, data } of personalTables())
      if (data.owner === null)
        for (const { is } of Object.values(data.columns)) expect(['of-another', 'not-personal'], name).toContain(is);
  });
});
