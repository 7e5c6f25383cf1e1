import type { Period } from '../period.ts';

/**
 * What the inventory says of a table and its columns. Export, erasure and retention run by it, so what is said here
 * and what happens cannot differ. Its sentences are German, because the owners of the data read them.
 */
export interface TableData {
  /** Heading, such as "Konto". */
  title: string;
  /** What it is, in a sentence that a learner understands. */
  about: string;
  /** Whose a row is; null: nobody's, though columns may tell of somebody. */
  owner: Owner | null;
  /** What it is kept for; null: nothing in it is personal. */
  purpose: string | null;
  basis: LegalBasis | null;
  retention: Retention;
  /** One for every column, by its name in the database. */
  columns: Record<string, ColumnData>;
}

/** The column that says whose a row is, and what it holds: the id of a person, an account or an enrolment. */
export interface Owner {
  column: string;
  of: 'person' | 'account' | 'enrolment';
}

/** When rows go that nobody asks to erase. */
export type Retention =
  /** With the person; when that is, `PERSON_RULES` says. */
  | { rule: 'with-person' }
  /** A period after the instant in one of the columns, the first that has one. */
  | { rule: 'after'; since: readonly [string, ...string[]]; period: Period }
  /** On the day after the last day of the hold, which is in the row. */
  | { rule: 'hold' }
  /** As the sentence says; no job deletes it. */
  | { rule: 'stays'; why: string };

export type ColumnData =
  /** About the row's owner, and in the export under this name; erased with the row. */
  | { is: 'shown'; label: string; as?: ShownAs }
  /** About the row's owner, but not in the export; erased with the row. */
  | { is: 'withheld'; because: string }
  /** About somebody who is not the row's owner. */
  | { is: 'of-another'; whose: string; erasure: ErasureOfAnother; because: string; label?: string; deeds?: Deeds }
  | { is: 'not-personal'; because: string };

/** How the export shows what is only an id or a code here. */
export type ShownAs = 'code' | 'cohort' | 'centre' | 'live-session' | 'enrolment' | 'role-of-person';

/**
 * What becomes of a column that tells of an erased person in a row that stays: set to null; emptied only if it says
 * the same as the person's own name or address; kept, because without the person it names nobody; kept for the hold.
 */
export type ErasureOfAnother = 'emptied' | 'emptied-if-same' | 'kept' | 'held';

/** Rows in which the person is the other one, as a section of the export; with nothing about the rows' owners. */
export interface Deeds {
  title: string;
  about: string;
  columns: Record<string, { label: string; as?: ShownAs }>;
}

/** Article 6 GDPR, with what it rests on. */
export const LEGAL_BASES = {
  participation: 'Art. 6 Abs. 1 Buchst. b DSGVO: Teilnahme am Programm',
  security: 'Art. 6 Abs. 1 Buchst. f DSGVO: sicherer Betrieb der Plattform',
  contact: 'Art. 6 Abs. 1 Buchst. f DSGVO: Erreichbarkeit des Zentrums',
  accountability: 'Art. 6 Abs. 1 Buchst. c mit Art. 5 Abs. 2 und Art. 7 Abs. 1 DSGVO: Rechenschaft und Nachweis',
  funding: 'Art. 6 Abs. 1 Buchst. c DSGVO: Nachweispflicht gegenüber dem Fördergeber',
} as const;
export type LegalBasis = keyof typeof LEGAL_BASES;

/** In the export under this name. */
export const shown = (label: string, as?: ShownAs): ColumnData => ({
  is: 'shown',
  label,
  ...(as === undefined ? {} : { as }),
});

/** Personal, but not in the export. */
export const withheld = (because: string): ColumnData => ({ is: 'withheld', because });

/** Not personal. */
export const notPersonal = (because: string): ColumnData => ({ is: 'not-personal', because });

/** Only joins rows; says nothing by itself, and what it joins is in the export. */
export const RANDOM_ID = withheld('zufällige Kennung, die nur Einträge verbindet');
/** Says whose the row is. */
export const OWNER_ID = withheld('zufällige Kennung, die sagt, wem der Eintrag gehört');

/** A table in which nothing is personal. */
export function impersonal(title: string, because: string, columns: readonly string[]): TableData {
  return {
    title,
    about: because,
    owner: null,
    purpose: null,
    basis: null,
    retention: { rule: 'stays', why: 'ohne Personenbezug' },
    columns: Object.fromEntries(columns.map((column) => [column, notPersonal(because)])),
  };
}
