import { hydrate, type Component } from 'svelte';

/**
 * How Astro brings an island to life, in place of the client of `@astrojs/svelte` (see astro.config.mjs): our islands have
 * no slots and are neither mounted anew nor given other props, and what serves that weighs 0.5 KB. Astro takes the default export.
 */
export default (element: HTMLElement) =>
  (island: Component<Record<string, unknown>>, props: Record<string, unknown>) => {
    hydrate(island, { target: element, props });
  };
