import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { headingId } from '#domain/catalogue/heading-id.ts';

/** A unit's prose as the bytes that are sent, and between its parts the places for exercises and worksheets. */
export type ProsePart = { kind: 'prose'; html: Uint8Array } | { kind: 'exercise' | 'worksheet'; id: string };

const units = import.meta.glob<{ default: AstroComponentFactory }>('/courses/*/units/*.mdx');
const drawings = import.meta.glob<string>('/courses/*/assets/*.svg', { query: '?raw', import: 'default' });

const SLOT = /<course-slot data-kind="(exercise|worksheet)" data-id="([^"]+)"><\/course-slot>/g;
const encoder = new TextEncoder();
const HEADING = /<h2(?: id="[^"]*")?>(.*?)<\/h2>/gs;

/** Prose is the same for everybody, so it is rendered once per unit and kept. The release of the files is part of the key. */
const kept = new Map<string, ProsePart[]>();

/** The prose as it was kept; undefined until somebody renders the unit. */
export const keptProse = (key: string): ProsePart[] | undefined => kept.get(key);

/**
 * Keeps rendered prose: headings get the ids that the catalogue knows, tables can be scrolled on a phone, and the
 * prose is cut where exercises stand.
 */
export function keepProse(key: string, html: string): ProsePart[] {
  const withIds = html
    .replace(HEADING, (_match, inner: string) => `<h2 id="${headingId(textOf(inner))}">${inner}</h2>`)
    .replaceAll('<table>', '<div class="table" role="region" aria-label="Tabelle" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
  const parts: ProsePart[] = [];
  const addProse = (text: string) => {
    if (text.trim() !== '') parts.push({ kind: 'prose', html: encoder.encode(text) });
  };
  let end = 0;
  for (const match of withIds.matchAll(SLOT)) {
    addProse(withIds.slice(end, match.index));
    parts.push({ kind: match[1] === 'exercise' ? 'exercise' : 'worksheet', id: match[2] ?? '' });
    end = match.index + match[0].length;
  }
  addProse(withIds.slice(end));
  kept.set(key, parts);
  return parts;
}

/** The compiled file of a unit. */
export async function unitContent(file: string): Promise<AstroComponentFactory> {
  const load = units[`/${file}`];
  if (load === undefined) throw new Error(`${file} is not part of this build`);
  return (await load()).default;
}

/** The SVG source of a module's drawing. */
export async function drawingSource(module: string, file: string): Promise<string> {
  const load = drawings[`/courses/${module}/assets/${file}`];
  if (load === undefined) throw new Error(`${module}/assets/${file} is not part of this build`);
  return load();
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(x?)([0-9a-f]+);/gi, (_match, hex: string, code: string) =>
      String.fromCodePoint(parseInt(code, hex ? 16 : 10)),
    )
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
