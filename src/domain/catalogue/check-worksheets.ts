import type { Finding } from './catalogue.ts';
import type { FindingCode } from './finding-code.ts';
import type { Reading } from './read-files.ts';
import { checkUse } from './references.ts';

/** Findings about worksheets: each is used by exactly one unit, its fields are told apart, its choices have options. */
export function checkWorksheets({ worksheets, units }: Reading): Finding[] {
  const problems = worksheets.flatMap(({ value, path, lineOf }) => {
    const fields = value?.fields ?? [];
    return fields.flatMap((field, index): Finding[] => {
      const found = (code: FindingCode, key: string): Finding => ({
        path,
        line: lineOf(['fields', index, key]),
        code,
        values: { id: field.id },
      });
      return [
        ...(fields.findIndex((other) => other.id === field.id) < index ? [found('duplicate-id', 'id')] : []),
        ...(field.kind === 'choice' && field.options === undefined ? [found('choice-without-options', 'kind')] : []),
        ...(field.kind !== 'choice' && field.options !== undefined ? [found('options-without-choice', 'options')] : []),
      ];
    });
  });
  const codes = { missing: 'worksheet-missing', twice: 'worksheet-twice', unused: 'worksheet-unused' } as const;
  return [...problems, ...checkUse(units, worksheets, { component: 'Worksheet', attribute: 'id', codes })];
}
