import { readFileSync } from 'node:fs';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';

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

/** The value, with everything inside it frozen. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
