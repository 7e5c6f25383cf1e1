import type { Period } from '#domain/privacy/period.ts';
import { LEGAL_BASES, type Retention, type TableData } from '#domain/privacy/personal-data/table-data.ts';
import { ATTENDANCE, ROLE } from './labels.ts';

/** German for codes that stand in exported columns. */
const CODES: Record<string, string> = {
  ...ATTENDANCE,
  ...ROLE,
  password: 'Passwort',
  code: 'Code per E-Mail',
  passkey: 'Passkey',
  link: 'Link per E-Mail',
  installation: 'Einrichtung',
  invitation: 'Einladung',
  'password-reset': 'neues Passwort',
  'email-change-old': 'neue E-Mail-Adresse, Bestätigung an der alten',
  'email-change-new': 'neue E-Mail-Adresse, Bestätigung an der neuen',
  request: 'auf Ihren Antrag',
  retention: 'nach Ablauf der Frist',
};

/** The German word for a code; one that is unknown stays as it is. */
export const codeWord = (code: string): string => (Object.hasOwn(CODES, code) ? (CODES[code] ?? code) : code);

/** What the period of a rule counts from, by the column. */
const SINCE: Record<string, string> = {
  expires_at: 'nach dem Ablauf',
  sent_at: 'nach dem Versand',
  at: 'nach dem Eintrag',
};

/** "12 Monate nach dem Versand" */
export function retentionText(retention: Retention): string {
  switch (retention.rule) {
    case 'with-person':
      return 'bis Ihre Daten gelöscht werden';
    case 'hold':
      return 'bis zum Ende der Nachweispflicht; wird am Tag danach gelöscht';
    case 'stays':
      return retention.why;
    case 'after':
      return `${periodText(retention.period)} ${SINCE[retention.since[0]] ?? ''}`.trimEnd();
  }
}

/** "3 Jahre", "30 Tage" */
export function periodText({ years, months, days }: Period): string {
  const parts = [
    [years, 'Jahr', 'Jahre'],
    [months, 'Monat', 'Monate'],
    [days, 'Tag', 'Tage'],
  ] as const;
  return parts
    .filter(([count]) => count !== undefined)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(' und ');
}

/** "3 Jahren", "30 Tagen": after "nach". */
export const dativePeriodText = (period: Period): string =>
  periodText(period).replaceAll(/(Jahre|Monate|Tage)\b/g, '$1n');

/** The German sentence of the legal basis; null where nothing is personal. */
export const basisText = ({ basis }: TableData): string | null => (basis === null ? null : LEGAL_BASES[basis]);
