import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row while this database is a demonstration: no mail leaves it, its dates lie around today. */
export const demonstrations = sqliteTable('demonstration', {
  id: text().primaryKey(),
  /** The day around which the dates were laid, YYYY-MM-DD. */
  laidAround: text('laid_around').notNull(),
});
