import { and, isNull, lt } from 'drizzle-orm';
import { before } from '#domain/privacy/period.ts';
import { inTransaction, type Context } from '../context.ts';
import { columnOf, personalTables } from './personal-tables.ts';

/** Rows whose time is up by the inventory are gone; returns how many of each table. */
export async function applyRetention(ctx: Context): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const { name, table, data } of personalTables()) {
    const { retention } = data;
    if (retention.rule !== 'after') continue;
    const cutoff = before(ctx.now, retention.period);
    deleted[name] = 0;
    for (const [index, since] of retention.since.entries()) {
      const earlier = retention.since.slice(0, index).map((column) => isNull(columnOf(table, column).column));
      const old = and(...earlier, lt(columnOf(table, since).column, cutoff));
      const { rowsAffected } = await inTransaction(ctx, ({ db }) => db.delete(table).where(old));
      deleted[name] += rowsAffected;
    }
  }
  return deleted;
}
