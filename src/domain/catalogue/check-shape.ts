import { z } from 'zod';
import type { Finding } from './catalogue.ts';
import { closest } from './closest.ts';
import type { FindingCode } from './finding-code.ts';
import { knownKeys } from './known-keys.ts';
import type { LineOf } from './parse-yaml.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Where a value comes from, to tell where it is wrong. */
export interface ShapeSource {
  path: string;
  raw: unknown;
  lineOf: LineOf;
}

/** A value as its schema wants it, or null with the findings that say what is wrong with it. */
export function checkShape<Value>(
  source: ShapeSource,
  schema: z.ZodType<Value>,
): { value: Value | null; findings: Finding[] } {
  const result = schema.safeParse(source.raw);
  if (result.success) return { value: result.data, findings: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, source.raw, schema));
  // "titel" instead of "title" is one mistake: an unknown key that tells which missing one was meant.
  const meant = new Set(problems.flatMap((problem) => (problem.meant === undefined ? [] : [fieldName(problem.meant)])));
  const findings = problems
    .filter((problem) => problem.code !== 'missing-key' || !meant.has(fieldName(problem.path)))
    .map(({ code, path, values }) => ({
      path: source.path,
      line: source.lineOf(path),
      code,
      values: { field: fieldName(path), ...values },
    }));
  return { value: null, findings };
}

interface Problem {
  code: FindingCode;
  path: Path;
  values: Record<string, string>;
  /** The path that was probably meant instead. */
  meant?: Path;
}

function problemsOf(issue: Issue, raw: unknown, schema: z.ZodType): Problem[] {
  const { path } = issue;
  const value = valueAt(raw, path);
  const one = (code: FindingCode, values: Record<string, string> = {}): Problem[] => [{ code, path, values }];
  if (value === undefined && issue.code !== 'invalid_key' && issue.code !== 'unrecognized_keys')
    return one('missing-key');
  if (value === null && path.length > 0) return one('empty-key');
  switch (issue.code) {
    case 'invalid_type':
      return one(WANTS[issue.expected] ?? 'wrong-shape', { given: shown(value) });
    case 'too_small':
      return one(...tooSmall(issue, value));
    case 'too_big':
      return one(...tooBig(issue, value));
    case 'invalid_value':
      return one(...notOneOf(shown(value), issue.values.map(String)));
    case 'invalid_format':
      return one(issue.format === 'date' ? 'bad-date' : 'bad-slug', { given: shown(value) });
    case 'invalid_key':
      return one('bad-key', { given: String(path.at(-1)) });
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, knownKeys(schema, path, raw)));
    case 'invalid_union':
      return likeliestBranch(issue.errors).flatMap((inner) =>
        problemsOf({ ...inner, path: [...path, ...inner.path] }, raw, schema),
      );
    default:
      return one('wrong-shape', { given: shown(value) });
  }
}

const WANTS: Partial<Record<string, FindingCode>> = {
  string: 'wants-text',
  number: 'wants-number',
  int: 'wants-whole-number',
  boolean: 'wants-yes-no',
  array: 'wants-list',
  tuple: 'wants-list',
  object: 'wants-fields',
  record: 'wants-fields',
};

function tooSmall(issue: z.core.$ZodIssueTooSmall, value: unknown): [FindingCode, Record<string, string>] {
  const values = { min: decimal(issue.minimum), given: shown(value), count: countOf(value) };
  if (issue.origin === 'string') return [value === '' ? 'empty-text' : 'text-too-short', values];
  if (issue.origin === 'array') return ['list-too-short', values];
  return [issue.inclusive === false ? 'number-not-above' : 'number-too-small', values];
}

function tooBig(issue: z.core.$ZodIssueTooBig, value: unknown): [FindingCode, Record<string, string>] {
  const values = { max: decimal(issue.maximum), given: shown(value), count: countOf(value) };
  if (issue.origin === 'string') return ['text-too-long', values];
  if (issue.origin === 'array') return ['list-too-long', values];
  return ['number-too-big', values];
}

function notOneOf(given: string, options: string[]): [FindingCode, Record<string, string>] {
  const similar = closest(given, options);
  if (similar !== null) return ['not-one-of-similar', { given, similar }];
  return ['not-one-of', { given, options: options.join(', ') }];
}

function unknownKey(path: Path, key: string, known: readonly string[]): Problem {
  const similar = closest(key, known);
  const full = [...path, key];
  if (similar === null) return { code: 'unknown-key', path: full, values: { known: known.join(', ') } };
  return { code: 'unknown-key-similar', path: full, values: { similar }, meant: [...path, similar] };
}

const OTHER_KIND = 10;

/** The branch that the author most probably meant: not of another kind altogether, then the one with the fewest mistakes. */
function likeliestBranch(branches: Issue[][]): Issue[] {
  const cost = (issues: Issue[]) =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
      const otherKind = issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
      return sum + (otherKind ? OTHER_KIND : 1);
    }, 0);
  return [...branches].sort((a, b) => cost(a) - cost(b))[0] ?? [];
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** A path as an author reads it: `options › 2 › text`, lists counted from 1. */
export function fieldName(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? String(step + 1) : String(step))).join(' › ');
}

const SHOWN_MAX_LENGTH = 60;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length <= SHOWN_MAX_LENGTH ? text : `${text.slice(0, SHOWN_MAX_LENGTH - 1)}…`;
}

const decimal = (value: number | bigint): string => String(value).replace('.', ',');

function countOf(value: unknown): string {
  return typeof value === 'string' || Array.isArray(value) ? String(value.length) : '';
}
