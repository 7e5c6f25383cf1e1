/**
 * A short id for a text inside an exercise. It depends on the exercise and the text alone,
 * never on what is right, so neither the id nor an order by ids gives a solution away.
 * Ten base-36 digits from cyrb53, a public-domain 53-bit string hash by bryc; not for security.
 */
export function opaqueId(exerciseKey: string, text: string): string {
  return hash53(`${exerciseKey}\u0000${text}`).toString(36).padStart(11, '0').slice(-10);
}

/** The items in an order that depends on the exercise, its `seed` and their texts alone. */
export function shuffled<Item>(
  exerciseKey: string,
  seed: number,
  items: readonly Item[],
  text: (item: Item) => string,
): Item[] {
  const rank = (item: Item) => hash53(`${seed}\u0000${exerciseKey}\u0000${text(item)}`);
  return [...items].sort((a, b) => rank(a) - rank(b) || (text(a) < text(b) ? -1 : 1));
}

function hash53(input: string): number {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < input.length; i++) {
    const unit = input.charCodeAt(i);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
