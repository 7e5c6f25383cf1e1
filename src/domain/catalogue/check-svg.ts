import type { Finding } from './catalogue.ts';
import type { FindingCode } from './finding-code.ts';

/** What a drawing may consist of. Everything else is refused, so nothing in it can run, load, or change the page around it. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'title',
  'desc',
]);
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'xmlns',
  'viewBox',
  'preserveAspectRatio',
  'class',
  'transform',
  'x',
  'y',
  'x1',
  'y1',
  'x2',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'dx',
  'dy',
  'width',
  'height',
  'd',
  'points',
  'pathLength',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'text-anchor',
  'dominant-baseline',
  'role',
  'aria-hidden',
  'xml:space',
]);
/** Colours come from the page by these classes alone, so that a drawing is right in every hue and in the dark. */
const CLASSES: ReadonlySet<string> = new Set([
  'd-line',
  'd-rule',
  'd-fill',
  'd-soft',
  'd-paper',
  'd-signal',
  'd-signal-line',
  'd-text',
  'd-small',
  'd-strong',
  'd-on',
  'd-middle',
  'd-end',
  'd-arrow',
]);

/** Comments hold no `--` and begin with no `>`: there HTML would already end them, and show the rest. */
const TOKEN =
  /<\?xml\s[^<>]*\?>|<!--(?!-?>)(?:(?!--)[\s\S])*-->|<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Findings about the text of a drawing: well-formed, only shapes and words, a `viewBox`, colours by class. */
export function checkSvg(path: string, text: string): Finding[] {
  const findings: Finding[] = [];
  const open: string[] = [];
  let hasRoot = false;
  for (const token of text.matchAll(TOKEN)) {
    const add = (code: FindingCode, values: Record<string, string>) =>
      findings.push({ path, line: lineAt(text, token.index), code, values: { file: nameOf(path), ...values } });
    const [whole, closing, name, attributes, selfClosing] = token;
    if (whole === '<' || (name === undefined && open.length === 0 && isText(whole))) {
      add('svg-syntax', { source: excerptAt(text, token.index) });
      return findings;
    }
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() === name) continue;
      add('svg-syntax', { source: `</${name}>` });
      return findings;
    }
    if (open.length === 0 && (name !== 'svg' || hasRoot)) {
      add('svg-syntax', { source: `<${name}>` });
      return findings;
    }
    checkTag({ name, attributes: attributes ?? '', isRoot: open.length === 0 }, add);
    hasRoot = true;
    if (selfClosing !== '/') open.push(name);
  }
  const unfinished = open.at(-1) ?? (hasRoot ? null : 'svg');
  if (unfinished === null) return findings;
  const line = lineAt(text, text.trimEnd().length);
  return [...findings, { path, line, code: 'svg-syntax', values: { file: nameOf(path), source: `<${unfinished}>` } }];
}

interface Tag {
  name: string;
  attributes: string;
  isRoot: boolean;
}

function checkTag(tag: Tag, add: (code: FindingCode, values: Record<string, string>) => void): void {
  if (!ELEMENTS.has(tag.name)) add('svg-element', { element: tag.name });
  const attributes = [...tag.attributes.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => ({
    name,
    value: double ?? single ?? '',
  }));
  for (const { name, value } of attributes) {
    // Width and height of the root would keep the drawing from filling its column.
    const isSize = tag.isRoot && (name === 'width' || name === 'height');
    if (!ATTRIBUTES.has(name) || isSize) add('svg-attribute', { attribute: name, element: tag.name });
    if (name !== 'class') continue;
    for (const each of value.split(/\s+/).filter((word) => word !== '' && !CLASSES.has(word)))
      add('svg-class', { class: each, known: [...CLASSES].join(', ') });
  }
  const viewBox = attributes.find(({ name }) => name === 'viewBox')?.value ?? '';
  if (tag.isRoot && !/^-?[\d.]+( -?[\d.]+){3}$/.test(viewBox)) add('svg-viewbox', {});
}

const isText = (token: string): boolean => !token.startsWith('<') && token.trim() !== '';

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

const excerptAt = (text: string, index: number): string => text.slice(index, index + 40).split('\n')[0] ?? '';
