import { readFileSync } from 'node:fs';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { deepFreeze } from '#domain/catalogue/deep-freeze.ts';

/** Where the build leaves the checked catalogue, from the project's folder. */
export const CATALOGUE_FILE = 'dist/catalogue.json';

/** The catalogue that the build wrote; it was checked then, and is frozen here. */
export function loadCatalogue(path: string): Catalogue {
  return deepFreeze(withPlainRecords(JSON.parse(readFileSync(path, 'utf8'))));
}

/** Keys come from addresses: a module named "constructor" must not find what every object has. */
function withPlainRecords(catalogue: Catalogue): Catalogue {
  for (const part of Object.values(catalogue))
    if (typeof part === 'object' && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return catalogue;
}
