import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { Finding } from './catalogue.ts';
import type { FindingCode } from './finding-code.ts';

/** A piece of YAML in a file: the whole file, or its front matter. */
export interface YamlSource {
  path: string;
  text: string;
  /** Line of the file in which `text` begins, from 1. */
  firstLine: number;
}

/** The line of the value at a path of keys, or of its nearest ancestor that exists. */
export type LineOf = (path: readonly PropertyKey[]) => number;

export interface ParsedYaml {
  /** What the text says as plain values; undefined when it cannot be read. */
  raw: unknown;
  lineOf: LineOf;
  findings: Finding[];
}

/** YAML codes whose cause can be told more exactly than "cannot be read". */
const CODES: Partial<Record<YAMLError['code'], FindingCode>> = {
  DUPLICATE_KEY: 'yaml-duplicate-key',
  BAD_INDENT: 'yaml-indent',
  TAB_AS_INDENT: 'yaml-indent',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-quotes',
  BAD_SCALAR_START: 'yaml-quotes',
};

/** A YAML text as plain values with the lines they stand in; every mistake of syntax is a finding. */
export function parseYaml(source: YamlSource): ParsedYaml {
  const counter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: counter, prettyErrors: false });
  // What is missing at the end is told at the last line that holds something.
  const lastLine = source.text.trimEnd().split('\n').length;
  const lineAt = (offset: number) =>
    Math.min(lastLine, Math.max(1, counter.linePos(offset).line)) + source.firstLine - 1;
  const lineOf: LineOf = (path) => lineAt(offsetOf(document, path));
  const findings = [
    ...[...document.errors, ...document.warnings].map((problem) =>
      syntaxFinding(source, problem, lineAt(problem.pos[0])),
    ),
    ...aliasOffsets(document).map((offset) => finding(source, 'yaml-alias', lineAt(offset))),
  ];
  // One slip often gives several errors in its line; the first one says it.
  const first = findings.filter((each, index) => findings.findIndex((other) => other.line === each.line) === index);
  const raw: unknown = findings.length === 0 ? document.toJS() : undefined;
  return { raw, lineOf, findings: first };
}

const syntaxFinding = (source: YamlSource, problem: YAMLError, line: number): Finding =>
  finding(source, CODES[problem.code] ?? 'yaml-syntax', line);

function finding(source: YamlSource, code: FindingCode, line: number): Finding {
  const text = source.text.split('\n')[line - source.firstLine] ?? '';
  return { path: source.path, line, code, values: { source: excerpt(text) } };
}

const EXCERPT_MAX_LENGTH = 60;

/** The beginning of a line, to quote it in a finding. */
export function excerpt(line: string): string {
  const text = line.trim();
  return text.length <= EXCERPT_MAX_LENGTH ? text : `${text.slice(0, EXCERPT_MAX_LENGTH - 1)}…`;
}

function aliasOffsets(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Alias: (_key, node) => {
      offsets.push(node.range?.[0] ?? 0);
    },
  });
  return offsets;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  if (isMap(node) || isSeq(node) || isScalar(node)) return node.range?.[0] ?? null;
  return null;
}
