import { and, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { before } from '#domain/privacy/period.ts';
import { inTransaction, type Context } from '../context.ts';
import { columnOf, personalTables } from './personal-tables.ts';

/** Rows per transaction: others want to write too. */
const BATCH = 500;

/** Rows whose time is up by the inventory are gone, expired sessions and codes among them; returns how many of each table. */
export async function applyRetention(ctx: Context): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const { name, table, data } of personalTables()) {
    const { retention } = data;
    if (retention.rule !== 'after') continue;
    const cutoff = before(ctx.now, retention.period);
    deleted[name] = 0;
    for (const [index, since] of retention.since.entries()) {
      const earlier = retention.since.slice(0, index).map((column) => isNull(columnOf(table, column).column));
      deleted[name] += await deleteWhere(ctx, table, and(...earlier, lt(columnOf(table, since).column, cutoff)));
    }
  }
  return deleted;
}

async function deleteWhere(
  ctx: Context,
  table: ReturnType<typeof personalTables>[number]['table'],
  old: SQL | undefined,
): Promise<number> {
  for (let count = 0; ;) {
    const { rowsAffected } = await inTransaction(ctx, ({ db }) =>
      db.delete(table).where(sql`rowid in (select rowid from ${table} where ${old} limit ${BATCH})`),
    );
    count += rowsAffected;
    if (rowsAffected < BATCH) return count;
  }
}
