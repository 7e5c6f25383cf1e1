import { existsSync } from 'node:fs';
import type { Settings } from '#platform/env.ts';

/** In words that there is no database file where the settings name one; null when there is, or a libSQL server is named. */
export function missingDatabase({ databaseUrl }: Pick<Settings, 'databaseUrl'>): string | null {
  if (!databaseUrl.startsWith('file:') || existsSync(new URL(databaseUrl))) return null;
  return `Hier ist keine Datenbank: ${databaseUrl}. Stimmen DATA_DIR und DATABASE_URL?`;
}
