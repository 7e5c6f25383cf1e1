import { normalisedEmail } from './email-address.ts';
import { readName } from './invitation-list.ts';

/** What a coordinator says about the centre; null: nothing. */
export interface CentreDetails {
  name: string;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  /** Instead of the centre's name in the From of its mails. */
  mailSenderName: string | null;
  /** Instead of the contact address. */
  mailReplyTo: string | null;
  requiresPasskeys: boolean;
}

/** The fields of the form as typed. */
export type CentreFields = Record<
  'name' | 'contactName' | 'contactEmail' | 'contactPhone' | 'mailSenderName' | 'mailReplyTo',
  string
> & { requiresPasskeys: boolean };

export type CentreProblem =
  'centre-name' | 'contact-name' | 'contact-email' | 'contact-phone' | 'mail-sender-name' | 'mail-reply-to';

const PHONE = /^[\d+][\d ()/.-]{2,39}$/;

/** The details of a centre, or what is wrong with the first field that is. Only the name has to be given. */
export function readCentreDetails(fields: CentreFields): CentreDetails | CentreProblem {
  const name = readName(fields.name);
  if (name === null) return 'centre-name';
  const phone = fields.contactPhone.trim();
  const details = {
    name,
    contactName: readName(fields.contactName),
    contactEmail: normalisedEmail(fields.contactEmail),
    contactPhone: phone === '' ? null : phone,
    mailSenderName: readName(fields.mailSenderName),
    mailReplyTo: normalisedEmail(fields.mailReplyTo),
    requiresPasskeys: fields.requiresPasskeys,
  };
  if (phone !== '' && !PHONE.test(phone)) return 'contact-phone';
  const unread = (
    [
      ['contactName', 'contact-name'],
      ['contactEmail', 'contact-email'],
      ['mailSenderName', 'mail-sender-name'],
      ['mailReplyTo', 'mail-reply-to'],
    ] as const
  ).find(([field]) => fields[field].trim() !== '' && details[field] === null);
  return unread?.[1] ?? details;
}
