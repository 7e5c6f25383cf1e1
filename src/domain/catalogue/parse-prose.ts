import type { Heading, Nodes, Root, RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Finding, SourceFile } from './catalogue.ts';
import { countWords } from './exercise-types/free-text.ts';
import type { FindingCode } from './finding-code.ts';
import { headingId } from './heading-id.ts';
import { excerpt, type YamlSource } from './parse-yaml.ts';
import { isComponent, readComponent, type ProseComponent } from './prose-component.ts';

/** What the check and the site need to know of a prose; the text itself is rendered from the file. */
export interface Prose {
  /** Words that a learner reads, headings included. */
  words: number;
  headings: { id: string; text: string; rank: number; line: number }[];
  components: ProseComponent[];
  links: { url: string; line: number }[];
}

export interface ParsedProse {
  frontMatter: YamlSource;
  /** Null when the text cannot be read as MDX. */
  prose: Prose | null;
  findings: Finding[];
}

const processor = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).use(remarkMdx).use(remarkGfm);

const FRONT_MATTER = /^---\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/;

/** Containers of words, and what may stand in them; whatever is not named here is a finding. */
const ALLOWED: ReadonlySet<string> = new Set<Nodes['type']>([
  'paragraph',
  'text',
  'strong',
  'emphasis',
  'break',
  'link',
  'list',
  'listItem',
  'blockquote',
  'table',
  'tableRow',
  'tableCell',
]);
const TEXT_CONTAINERS: ReadonlySet<string> = new Set<Nodes['type']>(['paragraph', 'heading', 'tableCell']);

/** The front matter of an MDX file and what its prose holds; only the vocabulary of course texts passes without a finding. */
export function parseProse(file: SourceFile): ParsedProse {
  const match = FRONT_MATTER.exec(file.text);
  const frontMatter = { path: file.path, text: match?.[1] ?? '', firstLine: 2 };
  const findings: Finding[] = [];
  const lines = file.text.split('\n');
  const add = (code: FindingCode, line: number, values: Record<string, string> = {}) =>
    findings.push({ path: file.path, line, code, values: { source: excerpt(lines[line - 1] ?? ''), ...values } });
  if (match === null) add('front-matter-missing', 1);
  const root = parseMdx(file.text, add);
  if (root === null) return { frontMatter, prose: null, findings };
  const prose: Prose = { words: 0, headings: [], components: [], links: [] };
  for (const node of root.children) visitNode(node, { prose, add, isTop: true });
  return { frontMatter, prose, findings };
}

type AddFinding = (code: FindingCode, line: number, values?: Record<string, string>) => void;

function parseMdx(text: string, add: AddFinding): Root | null {
  try {
    return processor.parse(text);
  } catch (error) {
    // The parser throws a message of vfile's at the first mistake; anything else is a bug of ours.
    if (!(error instanceof Error) || !('reason' in error)) throw error;
    // Of a tag that is not closed only the text knows the line: "Expected a closing tag for `<b>` (6:5-6:8)".
    const line = /`<\S*>` \((\d+):/.exec(error.message)?.[1] ?? ('line' in error ? error.line : undefined) ?? 1;
    const isExpression = 'source' in error && error.source === 'micromark-extension-mdx-expression';
    add(isExpression ? 'prose-expression' : 'prose-syntax', Number(line));
    return null;
  }
}

interface Visit {
  prose: Prose;
  add: AddFinding;
  /** Whether the node stands by itself in the text, not inside a paragraph or list. */
  isTop: boolean;
}

function visitNode(node: RootContent, visit: Visit): void {
  const { prose, add } = visit;
  const line = node.position?.start.line ?? 1;
  if (node.type === 'yaml') return;
  if (TEXT_CONTAINERS.has(node.type)) prose.words += countWords(textOf(node));
  if (node.type === 'link') prose.links.push({ url: node.url, line });
  if (node.type === 'heading') visitHeading(node, line, visit);
  else if (isComponent(node)) {
    const { component, problems } = readComponent(node, visit.isTop);
    for (const { code, values } of problems) add(code, line, values);
    if (component !== null) prose.components.push(component);
    return;
  } else if (node.type === 'mdxjsEsm') add('prose-import', line);
  else if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') add('prose-expression', line);
  else if (node.type === 'image') add(node.alt ? 'markdown-image' : 'alt-missing', line, { file: node.url });
  else if (!ALLOWED.has(node.type)) add('prose-not-allowed', line);
  if (!('children' in node)) return;
  for (const child of node.children) visitNode(child, { ...visit, isTop: false });
}

function visitHeading(node: Heading, line: number, { prose, add }: Visit): void {
  const text = textOf(node).trim();
  const id = headingId(text);
  if (node.depth === 1) add('heading-first-rank', line, { heading: text });
  if (node.depth > 3) add('heading-too-deep', line, { heading: text });
  if (id === '') add('heading-empty', line);
  else if (prose.headings.some((heading) => heading.id === id)) add('heading-duplicate', line, { heading: text });
  prose.headings.push({ id, text, rank: node.depth, line });
}

/** The words of a node without marks and attributes. */
function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
