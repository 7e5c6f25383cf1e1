import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A file under DATA_DIR/files; its id is its unguessable name there. */
export const storedFiles = sqliteTable(
  'stored_file',
  {
    id: text().primaryKey(),
    /** Media type as found in the content, never as claimed. */
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
    /** Who may fetch it: everybody, or whom the thing lets that points at it. */
    access: text({ enum: ['public', 'restricted'] }).notNull(),
    storedAt: integer('stored_at', { mode: 'timestamp_ms' }).notNull(),
    /** Person id. */
    storedBy: text('stored_by'),
  },
  (table) => [index('stored_file_stored_by').on(table.storedBy)],
);
