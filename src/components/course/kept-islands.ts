/**
 * Rendered islands of unit pages, as the bytes that are sent. What an island looks like follows from its props alone, so
 * those of the same key are rendered once: Svelte's rendering and Astro's serialising were 40 % of a unit page's time,
 * turning the strings into bytes anew 10 % of what was left.
 * Two generations: what is not asked for while one fills up is dropped with the other.
 */
const GENERATION_MAX_BYTES = 8_000_000;

const encoder = new TextEncoder();
/** Before a response's first island Astro writes the script that wakes islands; it is the same in every page. */
let wakingScript: Uint8Array | undefined;
let young = new Map<string, Uint8Array>();
let old = new Map<string, Uint8Array>();
let youngBytes = 0;

/** The island as it was kept; undefined where it has to be rendered. */
export function keptIsland(key: string): Uint8Array | undefined {
  const island = young.get(key);
  if (island !== undefined) return island;
  const older = old.get(key);
  if (older !== undefined) keep(key, older);
  return older;
}

/** Keeps an island, or a form that needs none, under a key that names everything it shows; apart from it the waking script. */
export function keepIsland(key: string, html: string): void {
  const start = Math.max(0, html.indexOf('<astro-island'));
  if (start > 0) wakingScript = encoder.encode(html.slice(0, start));
  keep(key, encoder.encode(html.slice(start)));
}

/** The script without which a page of kept islands only would not wake them; there as soon as one is kept. */
export function keptWakingScript(): Uint8Array | undefined {
  return wakingScript;
}

function keep(key: string, island: Uint8Array): void {
  if (youngBytes > GENERATION_MAX_BYTES) {
    old = young;
    young = new Map();
    youngBytes = 0;
  }
  youngBytes += 2 * key.length + island.length;
  young.set(key, island);
}
