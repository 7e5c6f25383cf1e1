import type { FindingCode } from './finding-code.ts';
import { slug } from './key.ts';

/** What a file is, by its path alone. */
export type PlaceKind =
  | 'module'
  | 'unit'
  | 'exercise'
  | 'worksheet'
  | 'transfer'
  | 'session'
  | 'guide'
  | 'asset'
  | 'programme'
  | 'competences'
  | 'released';

/** Where a file belongs. */
export interface Place {
  kind: PlaceKind;
  /** Folder below `courses/`; empty for what belongs to no module. */
  moduleId: string;
  /** Id inside the module or folder; for an asset its file name. */
  id: string;
  /** Number of a unit's file name; 0 for everything else. */
  position: number;
}

const FOLDERS: readonly { pattern: RegExp; kind: PlaceKind }[] = [
  { pattern: /^exercises\/([^/]+)\.yaml$/, kind: 'exercise' },
  { pattern: /^worksheets\/([^/]+)\.yaml$/, kind: 'worksheet' },
  { pattern: /^transfer\/([^/]+)\.yaml$/, kind: 'transfer' },
  { pattern: /^sessions\/([^/]+)\.guide\.mdx$/, kind: 'guide' },
  { pattern: /^sessions\/([^/]+)\.mdx$/, kind: 'session' },
];

/** The place of a file by its path, the code of what is wrong with its name, or null for files that the catalogue does not read. */
export function placeOf(path: string): Place | FindingCode | null {
  const [, top, rest] = /^(courses|content)\/(.+)$/.exec(path) ?? [];
  if (rest === undefined) return null;
  return top === 'courses' ? coursePlace(rest) : contentPlace(rest);
}

function coursePlace(rest: string): Place | FindingCode | null {
  if (rest === 'released.json') return place('released', '', 'released');
  // The running case: raw material for authors, no part of the catalogue.
  if (rest.startsWith('_fall/')) return null;
  const [, moduleId, inside] = /^([^/]+)\/(.+)$/.exec(rest) ?? [];
  if (moduleId === undefined || inside === undefined) return 'unknown-file';
  if (!slug.safeParse(moduleId).success) return 'bad-module-name';
  if (inside === 'module.yaml') return place('module', moduleId, moduleId);
  if (inside.startsWith('units/')) return unitPlace(moduleId, inside);
  const asset = /^assets\/([^/]+)\.svg$/.exec(inside)?.[1];
  if (asset !== undefined) return isSlug(asset) ? place('asset', moduleId, `${asset}.svg`) : 'bad-file-name';
  for (const { pattern, kind } of FOLDERS) {
    const id = pattern.exec(inside)?.[1];
    if (id !== undefined) return isSlug(id) ? place(kind, moduleId, id) : 'bad-file-name';
  }
  return 'unknown-file';
}

function unitPlace(moduleId: string, inside: string): Place | FindingCode {
  const [, number, id] = /^units\/(\d{2})-([^/]+)\.mdx$/.exec(inside) ?? [];
  if (number === undefined || id === undefined || !isSlug(id)) return 'unit-file-name';
  return { ...place('unit', moduleId, id), position: Number(number) };
}

function contentPlace(rest: string): Place | FindingCode | null {
  if (rest === 'competences.yaml') return place('competences', '', 'competences');
  const inside = /^programmes\/([^/]+)$/.exec(rest)?.[1];
  if (inside === undefined) return null;
  if (!inside.endsWith('.yaml')) return 'unknown-file';
  const id = inside.slice(0, -'.yaml'.length);
  return isSlug(id) ? place('programme', '', id) : 'bad-file-name';
}

const place = (kind: PlaceKind, moduleId: string, id: string): Place => ({ kind, moduleId, id, position: 0 });

const isSlug = (text: string): boolean => slug.safeParse(text).success;
