import { get } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { CATALOGUE_FILE, loadCatalogue } from '#catalogue-file.ts';
import { signedInLearners } from '../support/learners.ts';
import { ROOT, startSite, withDataDir, type Site } from './site.ts';
import { german, type Row } from './table.ts';

/** One KB of the figures below, in bytes, as the test counts it. */
const KB = 1_024;
/** Greatest transfers in KB (issue 2, "Speed"). */
const FIRST_MAX_KB = 60;
const SCRIPT_MAX_KB = 25;
const NEXT_MAX_KB = 15;
const FONTS_MAX_KB = 60;

/** What a browser fetches: bytes of the body as sent, compressed. */
interface Fetched {
  path: string;
  kind: 'page' | 'style' | 'script' | 'font' | 'picture';
  bytes: number;
}

/** What the first unit page of a visit weighs, and the one after it, in the browser's cache. */
export function measureWeight(): Promise<Row[]> {
  return withDataDir(async (dataDir) => {
    const site = await startSite(dataDir);
    try {
      const [cookie = ''] = await signedInLearners(dataDir, 1);
      const catalogue = loadCatalogue(join(ROOT, CATALOGUE_FILE));
      const units = Object.values(catalogue.units).filter((unit) => unit.moduleId === 'agiles-arbeiten');
      const visits = new Map<string, Fetched[]>();
      for (const { key } of units) visits.set(key, await visit(site, cookie, `/lernen/demo/${key}`));
      const richest = units.toSorted((a, b) => typesIn(catalogue, b.exercises) - typesIn(catalogue, a.exercises))[0];
      const heaviest = units.toSorted((a, b) => sizeOf(visits.get(b.key)) - sizeOf(visits.get(a.key)))[0];
      const [first, next] = units;
      if (!first || !next || !richest || !heaviest) throw new Error('the module has no units');
      return [
        ...firstVisit(`erster Besuch, „${first.title}“`, visits.get(first.key)),
        ...firstVisit(
          `erster Besuch, die meisten Übungsarten (${typesIn(catalogue, richest.exercises)}), „${richest.title}“`,
          visits.get(richest.key),
        ),
        ...firstVisit(`erster Besuch, die schwerste, „${heaviest.title}“`, visits.get(heaviest.key)),
        nextVisit(`nächste Lerneinheit, „${next.title}“`, visits.get(first.key), visits.get(next.key)),
        nextVisit(
          'nächste Lerneinheit, die schwerste Folge',
          ...heaviestPair(units.map((unit) => visits.get(unit.key) ?? [])),
        ),
        within('Schriften', sizeOf(visits.get(first.key), ['font']), FONTS_MAX_KB),
      ];
    } finally {
      await site.stop();
    }
  });
}

/** Everything that the page fetches by itself: style sheets, scripts, islands with what they import, fonts; each once. */
async function visit(site: Site, cookie: string, path: string): Promise<Fetched[]> {
  const page = await fetchRaw(site, cookie, path);
  const fetched: Fetched[] = [{ path, kind: 'page', bytes: page.bytes }];
  const inline = [...page.text.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1] ?? '').join('');
  // A part of the page's bytes: what the inline scripts alone would weigh.
  fetched.push({ path: 'inline', kind: 'script', bytes: brotliCompressSync(inline).length });
  const found = [
    ...page.text.matchAll(
      /(?:href|src|component-url|renderer-url|before-hydration-url)="(\/[^"]+\.(?:js|css|svg))"|url\("(\/[^"]+\.woff2)"\)/g,
    ),
  ];
  const waiting = found.map((match) => match[1] ?? match[2] ?? '');
  const seen = new Set<string>();
  for (let asset = waiting.shift(); asset !== undefined; asset = waiting.shift()) {
    if (seen.has(asset)) continue;
    seen.add(asset);
    const { bytes, text } = await fetchRaw(site, cookie, asset);
    const kind = asset.endsWith('.js')
      ? 'script'
      : asset.endsWith('.css')
        ? 'style'
        : asset.endsWith('.woff2')
          ? 'font'
          : 'picture';
    fetched.push({ path: asset, kind, bytes });
    if (kind === 'script')
      waiting.push(...importsOf(text).map((name) => new URL(name, `${site.origin}${asset}`).pathname));
  }
  return fetched;
}

/** What a module imports in any case; `import()` is an extra that is loaded when used. */
const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:\bimport|\bfrom)\s*["'](\.[^"']+)["']/g)].map((match) => match[1] ?? '');

function fetchRaw(site: Site, cookie: string, path: string): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(`${site.origin}${path}`, { headers: { cookie, 'accept-encoding': 'br' } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        if (res.statusCode !== 200) return reject(new Error(`${path} answers ${res.statusCode}`));
        const raw = Buffer.concat(chunks);
        resolve({
          bytes: raw.length,
          text: (res.headers['content-encoding'] === 'br' ? brotliDecompressSync(raw) : raw).toString(),
        });
      });
    }).on('error', reject);
  });
}

function typesIn(catalogue: Catalogue, exercises: readonly string[]): number {
  return new Set(exercises.map((key) => catalogue.exercises[key]?.type)).size;
}

/** Bytes of what is counted; inline scripts are part of the page, so they count only as scripts. */
function sizeOf(
  fetched: readonly Fetched[] = [],
  kinds: readonly Fetched['kind'][] = ['page', 'style', 'script'],
): number {
  return fetched
    .filter(({ kind, path }) => kinds.includes(kind) && !(path === 'inline' && kinds.includes('page')))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function firstVisit(what: string, fetched: readonly Fetched[] = []): Row[] {
  return [
    within(what, sizeOf(fetched), FIRST_MAX_KB),
    within(
      '– davon Skriptdateien',
      sizeOf(
        fetched.filter(({ path }) => path !== 'inline'),
        ['script'],
      ),
      SCRIPT_MAX_KB,
    ),
    // Astro's script that wakes islands stands in the page and is weighed with it; told for those who count it as script.
    { what: '– mit dem Skript im HTML', measured: `${german(sizeOf(fetched, ['script']) / KB, 1)} KB` },
  ];
}

function nextVisit(what: string, before: readonly Fetched[] = [], after: readonly Fetched[] = []): Row {
  return within(what, sizeOf(newIn(before, after)), NEXT_MAX_KB);
}

function newIn(before: readonly Fetched[], after: readonly Fetched[]): Fetched[] {
  const cached = new Set(before.map(({ path }) => path));
  return after.filter(({ path }) => !cached.has(path));
}

function heaviestPair(visits: Fetched[][]): [Fetched[], Fetched[]] {
  const pairs = visits.slice(1).map((after, index): [Fetched[], Fetched[]] => [visits[index] ?? [], after]);
  return pairs.toSorted((a, b) => sizeOf(newIn(...b)) - sizeOf(newIn(...a)))[0] ?? [[], []];
}

function within(what: string, bytes: number, maxKb: number): Row {
  return { what, measured: `${german(bytes / KB, 1)} KB`, demanded: `≤ ${maxKb} KB`, met: bytes / KB <= maxKb };
}
