import mdx from '@astrojs/mdx';
import node from '@astrojs/node';
import svelte from '@astrojs/svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, fontProviders } from 'astro/config';

const font = (name, cssVariable, weights) => ({
  provider: fontProviders.local(),
  name,
  cssVariable,
  fallbacks: ['system-ui', 'sans-serif'],
  options: {
    variants: weights.map((weight) => ({
      weight,
      style: 'normal',
      src: [
        `@fontsource/${name.toLowerCase().replaceAll(' ', '-')}/files/${name.toLowerCase().replaceAll(' ', '-')}-latin-${weight}-normal.woff2`,
      ],
    })),
  },
});

/** What every unit needs goes into one file: it compresses better together, and the next unit loads next to nothing. */
const learningChunk = {
  name: 'learning',
  test: /node_modules\/(svelte|@astrojs\/svelte|esm-env|clsx)\/|components\/learning\/(?!exercises\/drag)/,
};

/** Vite's helper around import() fetches styles and further scripts ahead; what we import later has none, and the helper weighs 0.6 KB. */
const plainImport = {
  name: 'plain-import',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null),
};

/**
 * What Svelte's runtime carries for features that this site does not use; 1.3 KB of the 25 KB a unit's scripts may weigh.
 * When a new version of Svelte spells it differently the build fails: look whether it still applies, or delete the line.
 */
const unusedInSvelte = [
  // Deep proxies of objects in `$state`. Ours are `$state.raw` (tests/components/learning/state.test.ts).
  { file: 'internal/client/reactivity/sources.js', from: 'should_proxy ? proxy(value) : value', to: 'value' },
  // Waiting for `await` in markup, which needs `experimental.async`.
  {
    file: 'internal/client/reactivity/async.js',
    from: 'if (async.length === 0 && pending.length === 0)',
    to: 'if (true)',
  },
  // A list for spread attributes, which stays in the bundle even if nothing reads it.
  { file: 'utils.js', from: '...DOM_BOOLEAN_ATTRIBUTES,', to: '' },
];
const lighterSvelte = {
  name: 'lighter-svelte',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, id) {
    const part = unusedInSvelte.find(({ file }) => id.endsWith(`node_modules/svelte/src/${file}`));
    if (part === undefined) return null;
    if (!code.includes(part.from))
      this.error(`Svelte's ${part.file} has changed: "${part.from}" is not there (astro.config.mjs).`);
    return { code: code.replace(part.from, part.to), map: null };
  },
};

/**
 * For the content security policy Astro digests the text of every style and script of a page at each request, also of
 * external ones, whose text is empty: three digests on libuv's threads, 10 % of a unit page. The empty one is kept.
 * May go when Astro leaves external files out; when it spells this differently the build fails.
 */
const keptDigest = {
  name: 'kept-digest',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('node_modules/astro/dist/core/encryption.js')) return null;
    const from = 'async function generateCspDigest(data, algorithm) {';
    if (!code.includes(from))
      this.error(`Astro's encryption.js has changed: "${from}" is not there (astro.config.mjs).`);
    const kept = `const digestsOfNothing = new Map();
function generateCspDigest(data, algorithm) {
  if (data !== '') return digestOf(data, algorithm);
  const known = digestsOfNothing.get(algorithm) ?? digestOf(data, algorithm);
  digestsOfNothing.set(algorithm, known);
  return known;
}
async function digestOf(data, algorithm) {`;
    return { code: code.replace(from, kept), map: null };
  },
};

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware' }),
  integrations: [mdx(), svelte()],
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  prefetch: false,
  markdown: { syntaxHighlight: false },
  fonts: [
    font('Atkinson Hyperlegible Next', '--font-text', [400, 700]),
    font('Bricolage Grotesque', '--font-head', [700]),
  ],
  // The middleware checks the origin of every post, whatever its content type.
  security: {
    checkOrigin: false,
    actionBodySizeLimit: 1_000_000,
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ],
    },
  },
  build: { inlineStylesheets: 'never' },
  vite: {
    resolve: {
      alias: {
        '@astrojs/svelte/client.js': fileURLToPath(new URL('src/components/learning/hydrate.ts', import.meta.url)),
      },
    },
    plugins: [plainImport, lighterSvelte, keptDigest],
    // Bundled, the database libraries load in a tenth of the time.
    ssr: { noExternal: ['drizzle-orm', 'lucia'] },
    build: {
      // One style sheet for all pages: for each file of a page Astro computes a digest at every request, 3 % of a unit page.
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: { groups: [learningChunk] } } },
    },
    server: { fs: { strict: true } },
  },
});
