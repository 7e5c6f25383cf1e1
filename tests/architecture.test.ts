import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Each area may use those before it. */
const AREAS = [
  'audit',
  'files',
  'notifications',
  'identity',
  'catalogue',
  'cohorts',
  'learning',
  'assessment',
  'progress',
  'certificates',
  'authoring',
  'reporting',
  'privacy',
  'operation',
  // Fills the tables of all others.
  'demonstration',
];

/** Libraries that compute and nothing else: no files, no network, no clock. */
const PURE_LIBRARIES =
  /^(zod|yaml|temporal-polyfill|unified|mdast|mdast-util-[\w-]+|remark-(parse|mdx|gfm|frontmatter)|unist-util-[\w-]+)$/;
const MAX_LINES_OF_CODE = 250;

interface Import {
  from: string;
  /** A path below the project for our own files, else the name as written. */
  to: string;
  isType: boolean;
  isDynamic: boolean;
}

const read = (path: string) => readFileSync(path, 'utf8');
const SOURCES = globSync('src/**/*.{ts,astro,svelte}').map((path) => path.replaceAll('\\', '/'));

function importsOf(path: string, text: string): Import[] {
  const resolved = (to: string) =>
    to.startsWith('#')
      ? `src/${to.slice(1)}`
      : to.startsWith('.')
        ? posix.join(posix.dirname(path), to).replace(/\?\w+$/, '')
        : to;
  const isTypes = (type: string | undefined, names: string | undefined) =>
    type !== undefined || /^\s*\{(\s*type\s[^,}]+,?)+\s*\}\s*from\s*$/.test(names ?? '');
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?([\w*{][^'";]*?\bfrom\s*)?['"]([^'"]+)['"]/gm)];
  return [
    ...found.map(([, type, names, to = '']) => ({
      from: path,
      to: resolved(to),
      isType: isTypes(type, names),
      isDynamic: false,
    })),
    ...[...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(([, to = '']) => ({
      from: path,
      to: resolved(to),
      isType: false,
      isDynamic: true,
    })),
  ];
}

const IMPORTS = SOURCES.flatMap((path) => importsOf(path, read(path)));

type Wall = (imported: Import) => boolean;
const ours = (imported: Import, ...folders: string[]) =>
  folders.some((folder) => imported.to === folder || imported.to.startsWith(`${folder}/`));
const isOurs = (imported: Import) => imported.to.startsWith('src/');
const isNode = (imported: Import) => imported.to.startsWith('node:');
const isAstro = (imported: Import) => /^astro(:|\/|$)|^@astrojs\//.test(imported.to);
const isPackage = (imported: Import) => !isOurs(imported) && !isNode(imported) && !isAstro(imported);

/** What the files of a folder may import. Everything that is not allowed is refused. */
const WALLS: Record<string, Wall> = {
  'src/domain': (to) => ours(to, 'src/domain') || PURE_LIBRARIES.test(to.to),
  'src/text': (to) => ours(to, 'src/domain', 'src/text'),
  // Of the domain only types: platform has to name what it reads from disk, and knows no rule.
  'src/platform': (to) =>
    ours(to, 'src/platform') || (ours(to, 'src/domain') && to.isType) || isNode(to) || isPackage(to),
  'src/server': (to) =>
    ours(to, 'src/server', 'src/domain', 'src/platform', 'src/text', 'src/paths.ts') || isNode(to) || isPackage(to),
  'src/jobs': (to) => ours(to, 'src/jobs', 'src/server', 'src/domain', 'src/platform', 'src/text') || isPackage(to),
  'src/components': (to) =>
    !isNode(to) &&
    (!isOurs(to) ||
      !ours(to, 'src/server', 'src/platform', 'src/pages', 'src/actions', 'src/commands', 'src/runtime.ts')),
  'src/layouts': (to) =>
    !isNode(to) && (!isOurs(to) || !ours(to, 'src/pages', 'src/actions', 'src/commands', 'src/runtime.ts')),
  'src/commands': (to) => !isAstro(to) && !ours(to, 'src/pages', 'src/components', 'src/layouts', 'src/actions'),
  'src/catalogue-file.ts': (to) => ours(to, 'src/domain') || isNode(to),
  'src/runtime.ts': (to) => !isAstro(to) && !ours(to, 'src/pages', 'src/components', 'src/layouts', 'src/actions'),
  'src/metrics-endpoint.ts': (to) =>
    !isAstro(to) && !ours(to, 'src/pages', 'src/components', 'src/layouts', 'src/actions'),
  'src/paths.ts': () => false,
};

const beyond = (folder: string, wall: Wall, imports: readonly Import[]) =>
  imports
    .filter((each) => each.from === folder || each.from.startsWith(`${folder}/`))
    .filter((each) => !wall(each))
    .map(({ from, to }) => `${from} → ${to}`);

describe('the walls', () => {
  it.each(Object.entries(WALLS))('of %s hold', (folder, wall) => expect(beyond(folder, wall, IMPORTS)).toEqual([]));

  it('of every folder below src are known', () => {
    const web = ['actions', 'layouts', 'pages', 'styles'];
    const folders = globSync('src/*/').map((folder) => folder.replaceAll('\\', '/').replace(/\/$/, ''));
    expect(
      folders.filter((folder) => WALLS[folder] === undefined && !web.some((each) => folder === `src/${each}`)),
    ).toEqual([]);
  });

  const planted: [string, string, string][] = [
    ['src/domain', 'src/domain/progress/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/domain', 'src/domain/progress/x.ts', "import { eq } from 'drizzle-orm';"],
    ['src/domain', 'src/domain/progress/x.ts', "import type { Context } from '#server/context.ts';"],
    ['src/text', 'src/text/x.ts', "import { log } from '../platform/log.ts';"],
    ['src/platform', 'src/platform/x.ts', "import { can } from '#domain/identity/can.ts';"],
    ['src/platform', 'src/platform/x.ts', "import { can, type Request } from '#domain/identity/can.ts';"],
    ['src/platform', 'src/platform/x.ts', "const { can } = await import('#domain/identity/can.ts');"],
    ['src/server', 'src/server/x.ts', "import { z } from 'astro/zod';"],
    ['src/server', 'src/server/x.ts', "import {\n  defineAction,\n} from 'astro:actions';"],
    ['src/components', 'src/components/ui/X.astro', "import type { UnitView } from '#server/learning/queries.ts';"],
    ['src/components', 'src/components/ui/X.svelte', "  import { unitView } from '../../server/learning/queries.ts';"],
    ['src/components', 'src/components/ui/X.astro', "import '#platform/log.ts';"],
    ['src/paths.ts', 'src/paths.ts', "export { x } from '#domain/x.ts';"],
  ];
  it.each(planted)('of %s are seen to fail: %s with %s', (folder, path, text) => {
    const wall = WALLS[folder];
    if (wall === undefined) throw new Error(`no wall ${folder}`);
    expect(beyond(folder, wall, importsOf(path, text))).toHaveLength(1);
  });

  it.each([
    "import type { SourceFile } from '#domain/catalogue/catalogue.ts';",
    "import { type SourceFile, type Catalogue } from '#domain/catalogue/catalogue.ts';",
  ])('let platform name a type of the domain: %s', (text) =>
    expect(
      beyond('src/platform', (to) => WALLS['src/platform']?.(to) === true, importsOf('src/platform/x.ts', text)),
    ).toEqual([]),
  );
});

describe('the staircase', () => {
  const areaOf = (path: string) => /^src\/(?:server|domain)\/([\w-]+)\//.exec(path)?.[1] ?? null;
  const isTables = (path: string) => path.endsWith('/tables.ts');
  /** Imports of an area after the own one; a table may point at any table, since a foreign key has two ends. */
  const climbs = (imports: readonly Import[]) =>
    imports
      .filter(({ from, to }) => {
        const [own, other] = [areaOf(from), areaOf(to)];
        if (other === null || (isTables(from) && isTables(to))) return false;
        // What lies beside the areas serves all of them and knows none.
        if (own === null) return from.startsWith('src/server/') && to.startsWith('src/server/');
        return AREAS.indexOf(other) > AREAS.indexOf(own);
      })
      .map(({ from, to }) => `${from} → ${to}`);

  it('has a step for every area of domain and server', () => {
    const areas = globSync('src/{domain,server}/*/').map((path) =>
      path.replaceAll('\\', '/').replace(/\/$/, '').split('/').at(-1),
    );
    expect(areas.filter((area) => area !== 'migrations' && !AREAS.includes(area ?? ''))).toEqual([]);
  });

  it('is only walked down', () => expect(climbs(IMPORTS)).toEqual([]));

  it('is seen to fail', () => {
    const planted = (from: string, to: string) => climbs(importsOf(from, `import { x } from '#${to}';`));
    expect(planted('src/server/learning/x.ts', 'server/progress/queries.ts')).toHaveLength(1);
    expect(planted('src/server/cohorts/queries.ts', 'domain/progress/line.ts')).toHaveLength(1);
    expect(planted('src/domain/identity/can.ts', 'domain/learning/x.ts')).toHaveLength(1);
    expect(planted('src/server/identity/queries.ts', 'server/cohorts/tables.ts')).toHaveLength(1);
    expect(planted('src/server/context.ts', 'server/identity/sessions.ts')).toHaveLength(1);
    expect(planted('src/server/learning/x.ts', 'server/demonstration/plan.ts')).toHaveLength(1);
    expect(planted('src/server/identity/tables.ts', 'server/cohorts/tables.ts')).toEqual([]);
    expect(planted('src/server/progress/x.ts', 'server/learning/tables.ts')).toEqual([]);
  });

  it('has no circle among files that run', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, isType, isDynamic } of IMPORTS)
      if (!isType && !isDynamic && !(isTables(from) && isTables(to))) next.set(from, [...(next.get(from) ?? []), to]);
    const circles: string[][] = [];
    const done = new Set<string>();
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path]);
      if (trail.includes(path) || done.has(path)) return;
      for (const to of next.get(path) ?? []) walk(to, [...trail, path]);
      done.add(path);
    };
    for (const path of SOURCES) walk(path, []);
    expect(circles).toEqual([]);
  });
});

/** Places where a text has what it should not have, as `path: what`. */
const places = (paths: readonly string[], pattern: RegExp) =>
  paths.flatMap((path) => [...read(path).matchAll(pattern)].map(([what]) => `${path}: ${what.trim()}`));
const inFolders = (...folders: string[]) =>
  SOURCES.filter((path) => folders.some((folder) => path.startsWith(`src/${folder}/`)));
// The words stand in this file, so it is left out.
const HERE = 'tests/architecture.test.ts';
const ALL_CODE = [...globSync('{src,tests}/**/*.{ts,mjs,astro,svelte}'), ...globSync('*.{ts,mjs,js}')]
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path !== HERE);

describe('what stays outside', () => {
  it('the domain asks no clock, no chance, no process', () => {
    expect(
      places(
        inFolders('domain'),
        /new Date\(\)|Date\.now|Temporal\.Now|Math\.random|\bprocess\.|\bconsole\.|\bfetch\(|globalThis/g,
      ),
    ).toEqual([]);
  });

  it('the server gets time as an argument; only sessions, which Lucia ends by its own clock, may ask', () => {
    const asking = places(inFolders('server'), /new Date\(\)|Date\.now|Math\.random|process\.env/g);
    expect(asking.filter((place) => !place.startsWith('src/server/identity/sessions.ts'))).toEqual([]);
  });

  it('transactions are opened in one place', () => {
    const opening = places(SOURCES, /\.transaction\(/g).map((place) => place.split(':')[0]);
    // The second one hands on what the first asks for, with a limit of time; the third copies whole databases.
    const allowed = ['src/server/context.ts', 'src/platform/database-server.ts', 'src/platform/database-copy.ts'];
    expect(new Set(opening)).toEqual(new Set(allowed));
  });

  it('nobody writes past the queue: only the handle and the context know its writer', () => {
    const writing = places(SOURCES, /database\.write\(/g).map((place) => place.split(':')[0]);
    expect(new Set(writing)).toEqual(
      new Set([
        'src/server/context.ts',
        'src/server/identity/sessions.ts',
        'src/platform/forget-deleted.ts',
        'src/runtime.ts',
      ]),
    );
  });

  it('refusals are caught in three places only', () => {
    const catching = places(SOURCES, /instanceof Refusal\b/g).map((place) => place.split(':')[0] ?? '');
    expect(
      catching.filter((path) => !['src/actions/run.ts', 'src/middleware.ts', 'src/cli.ts'].includes(path)),
    ).toEqual([]);
  });

  it('no type is any, and no check is switched off', () => {
    expect(
      places(ALL_CODE, /(?:[:<|&]|\bextends)\s*any\b(?![-\w])|\bas any\b(?=\s*[;,)\]}.>|&=])|\bz\.any\(/g),
    ).toEqual([]);
    expect(places(ALL_CODE, /eslint-disable[^\n]*|@ts-(?:ignore|nocheck|expect-error)[^\n]*/g)).toEqual([]);
    expect(places(ALL_CODE, /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|only|todo|fixme)\b/g)).toEqual([]);
  });
});

describe('a file', () => {
  /** Lines that are neither empty nor comment; styles are no code. */
  const linesOfCode = (text: string) =>
    text
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '')
      .split('\n')
      .filter((line) => !/^\s*(\/\/|<!--.*-->\s*$|$)/.test(line)).length;

  it(`of src has at most ${MAX_LINES_OF_CODE} lines of code`, () => {
    expect(
      SOURCES.map((path) => ({ path, lines: linesOfCode(read(path)) })).filter(
        ({ lines }) => lines > MAX_LINES_OF_CODE,
      ),
    ).toEqual([]);
  });

  it('counts lines of code and nothing else', () => {
    expect(linesOfCode('/**\n * Why.\n */\nconst a = 1;\n\n// so\nconst b = 2; // here\n')).toBe(2);
    expect(linesOfCode('<p>a</p>\n<style>\n  p { margin: 0; }\n</style>')).toBe(1);
  });

  it('is named after what it holds: no utils, helpers, common, types, services, and no barrel', () => {
    const nothing =
      /(^|\/)(utils?|helpers?|common|shared|misc|lib|types|services?|repositor(y|ies)|dtos?)(\/|\.\w+$|$)/;
    const barrel = /(^|\/)index\.(ts|js|mjs)$/;
    const named = SOURCES.filter(
      (path) => nothing.test(path) || (barrel.test(path) && path !== 'src/actions/index.ts'),
    );
    expect(named).toEqual([]);
  });

  it('is written kebab-case.ts, PascalCase.svelte or PascalCase.astro', () => {
    const isWell = (path: string) => {
      const name = posix.basename(path);
      if (path.startsWith('src/pages/')) return true;
      return name.endsWith('.ts')
        ? /^[a-z0-9]+(-[a-z0-9]+)*(\.svelte|\.d)?\.ts$/.test(name)
        : /^[A-Z][A-Za-z0-9]*\.(svelte|astro)$/.test(name);
    };
    expect(SOURCES.filter((path) => !isWell(path))).toEqual([]);
  });

  it('of the server that is no query, table or plan exports the verb it is named after', () => {
    const verbs = globSync('src/server/*/*-*.ts').map((path) => path.replaceAll('\\', '/'));
    const camel = (path: string) =>
      posix.basename(path, '.ts').replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    expect(
      verbs.filter((path) => !new RegExp(`^export (async )?function ${camel(path)}\\b`, 'm').test(read(path))),
    ).toEqual([]);
  });

  it('imports our files with their extension', () => {
    expect(
      IMPORTS.filter((each) => isOurs(each) && !/\.(ts|astro|svelte|css|svg|json)$/.test(each.to)).map(
        ({ from, to }) => `${from} → ${to}`,
      ),
    ).toEqual([]);
  });
});

describe('an exported function', () => {
  const EXPORTED = /^export (?:async function|function|const \w+(?:: [^=\n]+)? = (?:async )?(?:<[^>]+>)?\()/;
  const undocumented = (path: string, text: string) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) =>
      EXPORTED.test(line) && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? [`${path}:${index + 1} ${line}`] : [],
    );
  };

  it('of domain, server, platform, text says what is true afterwards', () => {
    const paths = inFolders('domain', 'server', 'platform', 'text');
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.flatMap((path) => undocumented(path, read(path)))).toEqual([]);
  });

  it('without a word is found', () => {
    expect(
      undocumented(
        'x',
        'export function a() {}\n\n/** Why. */\nexport const b = (): string => c;\nexport const d = async () => {};\nexport const E = 1;',
      ),
    ).toHaveLength(2);
  });
});

describe('what is tracked', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && path !== HERE && existsSync(path));
  const texts = tracked.filter((path) => !/\.(woff2?|png|jpg|ico|h5p|pdf)$/.test(path));

  it('names no folder of a machine and no registry', () => {
    expect(tracked.length).toBeGreaterThan(100);
    const machine = /(?<![\w./-])\/(?:work|home|root|Users|tmp\/wt)\/[\w.-]+|[A-Z]:\\\\?Users/g;
    const registry = /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|npmmirror)[\w.-]*/g;
    expect([...places(texts, machine), ...places(texts, registry)]).toEqual([]);
  });

  it('the lock file leaves the registry to the machine and every package to its sum', () => {
    const lock = read('package-lock.json');
    expect(lock.match(/"resolved": "(?!file:)[^"]*"/g) ?? []).toEqual([]);
    expect(lock.match(/"integrity": "sha512-/g)?.length ?? 0).toBeGreaterThan(100);
  });
});
