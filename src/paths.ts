/** Far beyond any list; a larger offset would be no number for the database. */
const PAGE_MAX = 100_000;

/** Every address of the site, spelt once. Slugs come from files and rows, so they need no escaping. */
export const paths = {
  start: '/',
  signIn: (returnTo?: string) => (returnTo ? `/anmelden?weiter=${encodeURIComponent(returnTo)}` : '/anmelden'),
  signOut: '/abmelden',
  programme: (programme: string) => `/programme/${programme}`,
  module: (module: string) => `/module/${module}`,
  learning: '/lernen',
  cohort: (cohort: string) => `/lernen?durchgang=${cohort}`,
  /** `unit` is `module/slug`. */
  unit: (cohort: string, unit: string, anchor?: string | null) =>
    `/lernen/${cohort}/${unit}${anchor ? `#${anchor}` : ''}`,
  trainer: '/trainer',
  coordination: '/verwaltung',
  centre: '/verwaltung/zentrum',
  people: '/verwaltung/personen',
  invite: '/verwaltung/personen/einladen',
  person: (person: string) => `/verwaltung/personen/${person}`,
  centreMail: '/verwaltung/post',
  centreAudit: '/verwaltung/protokoll',
  erasures: '/verwaltung/loeschungen',
  operation: '/betrieb',
  centres: '/betrieb/zentren',
  jobs: '/betrieb/aufgaben',
  mail: '/betrieb/post',
  audit: '/betrieb/protokoll',
  account: '/konto',
  accountData: '/konto/daten',
  accountExport: '/konto/daten.json',
  accountErasure: '/konto/loeschen',
  signInCode: '/anmelden/code',
  signInPasskey: '/anmelden/passkey',
  forgotten: '/passwort-vergessen',
  newPassword: (token: string) => `/passwort-neu/${token}`,
  invitation: (token: string) => `/einladung/${token}`,
  emailChange: (token: string) => `/adresse-bestaetigen/${token}`,
  installation: (token: string) => `/einrichten/${token}`,
  file: (file: string) => `/dateien/${file}`,
  accessibility: '/barrierefreiheit',
  imprint: '/impressum',
  privacy: '/datenschutz',
  health: '/gesund',
};

/** The address of a page of the administration, for one centre of those that somebody coordinates. */
export const atCentre = (path: string, centreId: string): string => `${path}?zentrum=${encodeURIComponent(centreId)}`;

/** Id of an exercise's element in a unit page; the key is `module/id`. */
export const exerciseAnchor = (exercise: string): string => `uebung-${exercise.split('/')[1] ?? exercise}`;
/** Id of a worksheet's element in a unit page. */
export const worksheetAnchor = (worksheet: string): string => `arbeitsblatt-${worksheet.split('/')[1] ?? worksheet}`;

/** Which page of a long list an address asks for, counted from 1. */
export const pageNumber = (url: URL): number => Math.min(positiveInteger(url.searchParams.get('seite')) ?? 1, PAGE_MAX);

/** The address to go on to after signing in, if it is one of ours; else the start of learning. */
export function safeReturnTo(value: string | null): string {
  return value !== null && /^\/(?![/\\])[\w\-./?=&%#]*$/.test(value) ? value : paths.learning;
}

/** A whole number from 1 on that stands in an address, such as a page's; null for anything else. */
export function positiveInteger(value: string | null): number | null {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
