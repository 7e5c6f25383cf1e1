import { identityData } from './personal-data/identity.ts';
import { learningData } from './personal-data/learning.ts';
import { recordsData } from './personal-data/records.ts';
import { impersonal, type TableData } from './personal-data/table-data.ts';

/**
 * The inventory: every table and every column by its name in the database, with whose data it is, what for, on what
 * basis, for how long, whether its owner gets it and how it is erased. A column without an entry fails a test.
 */
export const PERSONAL_DATA: Record<string, TableData> = {
  ...identityData,
  ...learningData,
  ...recordsData,
  cohort: impersonal('Durchgänge', 'beschreibt einen Durchgang, keine Person', [
    'id',
    'slug',
    'centre_id',
    'programme_id',
    'title',
    'zone',
    'starts_on',
    'ends_on',
    'answers_until',
    'evidence_until',
    'evidence_reason',
  ]),
  live_session: impersonal('Termine', 'beschreibt einen Termin, keine Person', [
    'id',
    'session_key',
    'title',
    'starts_at',
    'ends_at',
    'mode',
    'place',
  ]),
  cohort_live_session: impersonal('Termine der Durchgänge', 'verbindet Durchgang und Termin', [
    'cohort_id',
    'live_session_id',
  ]),
  demonstration: impersonal('Vorführung', 'merkt sich, dass alles erfunden ist', ['id', 'laid_around']),
  job_run: impersonal('Geplante Aufgaben', 'Zahlen und Wörter über den Lauf einer Aufgabe', [
    'id',
    'job',
    'slot',
    'started_at',
    'leased_until',
    'finished_at',
    'outcome',
    'report',
  ]),
};

/**
 * When a whole person goes. Whoever asks is erased after `requested` at the latest. An invitation that nobody accepts
 * ends after `neverAccepted`. Who has no role is told when the last cohort ended `inactive` ago (or, without any, was
 * taken in then) and is erased `warning` later; asking to stay is good for `kept`.
 */
export const PERSON_RULES = {
  requested: { days: 30 },
  neverAccepted: { months: 12 },
  inactive: { years: 3 },
  warning: { days: 30 },
  kept: { years: 1 },
} as const;
