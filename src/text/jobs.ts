import { PERSONAL_DATA } from '#domain/privacy/personal-data.ts';
import { counted } from './format.ts';

/** A job of the timetable in words. */
interface JobText {
  title: string;
  does: string;
}

const JOBS: Record<string, JobText> = {
  'delete-expired': {
    title: 'Altes löschen',
    does: 'Löscht den Inhalt gescheiterter E-Mails nach 7 Tagen, abgelegte E-Mails nach 30 Tagen und alte Läufe nach 90 Tagen.',
  },
  'erase-due': {
    title: 'Fällige Löschungen',
    does: 'Löscht Personen, deren Löschung beantragt oder angekündigt ist und deren Frist abgelaufen ist.',
  },
  'erase-expired-holds': {
    title: 'Aufbewahrungssperren beenden',
    does: 'Löscht am Tag nach dem Ende einer Aufbewahrungssperre, was nur noch ihretwegen aufgehoben wurde.',
  },
  'apply-retention': {
    title: 'Fristen einhalten',
    does: 'Löscht, was älter ist als im Verzeichnis der Daten erlaubt, auch abgelaufene Sitzungen, Codes und Links, und kündigt Personen, die lange nicht mehr teilnehmen, die Löschung an.',
  },
};

/** What a job is called and does; its bare name where words are missing. */
export const jobText = (name: string): JobText =>
  (Object.hasOwn(JOBS, name) ? JOBS[name] : undefined) ?? { title: name, does: '' };

/** Keys of reports: one, several. */
const COUNTS: Record<string, [string, string]> = {
  invitations: ['verfallene Einladung', 'verfallene Einladungen'],
  announced: ['angekündigte Löschung', 'angekündigte Löschungen'],
  erased: ['gelöschte Person', 'gelöschte Personen'],
  blocked: ['gehinderte Löschung', 'gehinderte Löschungen'],
  spared: ['erledigter Antrag', 'erledigte Anträge'],
  holds: ['beendete Sperre', 'beendete Sperren'],
  forgotten: ['bereinigte Löschung', 'bereinigte Löschungen'],
  failedMails: ['gescheiterte E-Mail', 'gescheiterte E-Mails'],
  mailFiles: ['abgelegte E-Mail', 'abgelegte E-Mails'],
  jobRuns: ['alter Lauf', 'alte Läufe'],
};

/** Codes after which somebody has to do something. */
const PROBLEMS: Partial<Record<string | number, string>> = {
  LONG_IDLE:
    'Nicht ausgeführt, denn der letzte Lauf ist mehr als 40 Tage her. Geht die Uhr dieser Maschine falsch? Dann stellen Sie sie zuerst; gelöscht wurde nichts. Geht sie richtig, führen Sie die Aufgabe einmal von Hand aus („npm run job“)',
};

/** "3 alte Läufe, 1 abgelegte E-Mail"; what was none is left out. */
export function reportText(report: Record<string, number | string>): string {
  const parts = Object.entries(report).flatMap(([key, value]) => {
    if (value === 0) return [];
    if (key === 'problem') return [PROBLEMS[value] ?? `Fehler ${value}`];
    const words = Object.hasOwn(COUNTS, key) ? COUNTS[key] : undefined;
    if (typeof value === 'number' && words !== undefined) return [counted(value, ...words)];
    // Reports of the time limits are by table.
    const title = Object.hasOwn(PERSONAL_DATA, key) ? PERSONAL_DATA[key]?.title : undefined;
    return [`${title ?? key}: ${value}`];
  });
  return parts.length === 0 ? 'Es war nichts zu tun.' : `${parts.join(', ')}.`;
}
