/** One measured figure, in German words. */
export interface Row {
  what: string;
  /** With its unit. */
  measured: string;
  /** What is demanded; empty where a figure is only told. */
  demanded?: string;
  met?: boolean;
}

/** The rows as a Markdown table with aligned columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['Was', 'Gemessen', 'Verlangt', ''],
    ...rows.map((row) => [
      row.what,
      row.measured,
      row.demanded ?? '',
      row.met === undefined ? '' : row.met ? 'erfüllt' : 'verfehlt',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

/** A number as Germans write it. */
export const german = (value: number, digits = 0): string =>
  value.toLocaleString('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The middle one of the values; between the two middle ones if their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** The value below which a share (0..1) of the values lies; 0 without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
