/** German words for codes. */
export const SESSION_MODE = {
  onsite: 'vor Ort',
  online: 'online',
  hybrid: 'vor Ort und online',
  visit: 'Unternehmensbesuch',
} as const;

export const SESSION_KIND = {
  onsite: 'Präsenztermin',
  online: 'Online-Termin',
  hybrid: 'Hybrid-Termin',
  visit: 'Unternehmensbesuch',
} as const;

export const SESSION_STATE = {
  undated: 'Termin folgt',
  upcoming: '',
  running: 'läuft gerade',
  past: 'vorbei',
  attended: 'Sie waren dabei',
  excused: 'entschuldigt',
  absent: 'nicht dabei',
} as const;

export const UNIT_STATE = { open: '', started: 'angefangen', done: 'erledigt' } as const;

export const CERTIFICATE = { competence: 'Kompetenzzertifikat', attendance: 'Teilnahmebescheinigung' } as const;

/** How a part of an agenda is worked. */
export const AGENDA_FORM = { plenum: 'gemeinsam', group: 'in Gruppen', alone: 'allein', break: 'Pause' } as const;

/** What a person is at a centre or in a cohort. */
export const ROLE = {
  learner: 'Teilnehmer:in',
  trainer: 'Trainer:in',
  guest_trainer: 'Gasttrainer:in',
  coordinator: 'Koordination',
  partner: 'Kooperationspartner',
  company_contact: 'Ansprechperson im Unternehmen',
  operator: 'Betrieb',
} as const;

/** How far a person has come with the account. */
export const ACCOUNT_STATE = {
  none: 'ohne Zugang',
  invited: 'eingeladen',
  active: 'aktiv',
  deactivated: 'deaktiviert',
} as const;

export const ATTENDANCE = {
  present: 'anwesend',
  late: 'verspätet',
  excused: 'entschuldigt',
  absent: 'gefehlt',
} as const;
