import { readFileSync } from 'node:fs';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';

/** Where the build leaves the checked catalogue, from the project's folder. */
export const CATALOGUE_FILE = 'dist/catalogue.json';

/** The catalogue that the build wrote; it was checked then, and is frozen here. */
export function loadCatalogue(path: string): Catalogue {
  return deepFreeze(JSON.parse(readFileSync(path, 'utf8')));
}

/** The value, with everything inside it frozen. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
