import { normalisedEmail } from './email-address.ts';

/** Somebody to invite: how the person is called, and the sign-in address in lower case. */
export interface Invitee {
  givenName: string;
  familyName: string;
  email: string;
}

/** What may be wrong with one line; `text/administration.ts` has the words. */
export type LineProblem = 'fields' | 'given-name' | 'family-name' | 'email' | 'twice' | 'too-many';

/** What was read: who can be invited, and which lines cannot be understood, counted from 1. */
export interface InvitationList {
  invitees: Invitee[];
  problems: { line: number; text: string; problem: LineProblem }[];
}

/** People invited at one go; all of it is one transaction, during which nobody else can save. */
export const INVITATION_MAX_PEOPLE = 100;
const NAME_MAX_LENGTH = 80;

/**
 * Lines "Vorname; Nachname; Adresse", as typed or copied from a table (then with tabs); empty lines count for nothing.
 * Each line is either somebody to invite or has a problem.
 */
export function readInvitationList(text: string): InvitationList {
  const list: InvitationList = { invitees: [], problems: [] };
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, seen);
    if (typeof read === 'string') {
      list.problems.push({ line: index + 1, text: line.trim(), problem: read });
    } else if (list.invitees.length === INVITATION_MAX_PEOPLE) {
      list.problems.push({ line: index + 1, text: line.trim(), problem: 'too-many' });
    } else {
      seen.add(read.email);
      list.invitees.push(read);
    }
  }
  return list;
}

/** One person from the fields of a form; or what is wrong with the first field that is. */
export function readInvitee(fields: Invitee): Invitee | 'given-name' | 'family-name' | 'email' {
  const givenName = readName(fields.givenName);
  const familyName = readName(fields.familyName);
  const email = normalisedEmail(fields.email);
  if (givenName === null) return 'given-name';
  if (familyName === null) return 'family-name';
  return email === null ? 'email' : { givenName, familyName, email };
}

function readLine(line: string, seen: ReadonlySet<string>): Invitee | LineProblem {
  const fields = line.split(line.includes(';') ? ';' : '\t');
  const [givenName, familyName, email] = fields;
  if (fields.length !== 3 || givenName === undefined || familyName === undefined || email === undefined)
    return 'fields';
  const read = readInvitee({ givenName, familyName, email });
  return typeof read !== 'string' && seen.has(read.email) ? 'twice' : read;
}

/** A name in one line with single blanks; null for none, one that is too long, or one with signs that no name has. */
export function readName(text: string): string | null {
  const name = text.replace(/\s+/g, ' ').trim();
  return name === '' || name.length > NAME_MAX_LENGTH || /[\p{Cc}\p{Cf}\p{Co}<>@;]/u.test(name) ? null : name;
}
