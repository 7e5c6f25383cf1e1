import type { RoleOrLearner } from '#domain/identity/assignment.ts';
import { ROLE } from './labels.ts';
import type { MailText } from './mails.ts';

/** Where somebody was invited to, as far as the mail says it. */
export interface Invited {
  centre: string;
  role: RoleOrLearner;
  /** Null: for the whole centre. */
  cohort: string | null;
}

/**
 * Subject and kind of both mails below are the same: who sees the list of mails does not learn from it whether
 * the address was known before.
 */
const envelope = ({ centre }: Invited) => ({ kind: 'invitation', subject: `Ihr Zugang: ${centre}` });

/** Somebody gets an account; the link leads to where it is accepted. */
export function invitationMail(invited: Invited, link: { href: string; days: number }): MailText {
  return {
    ...envelope(invited),
    paragraphs: [
      `${invited.centre} lädt Sie auf die Lernplattform Digital Maker ein: ${placeOf(invited)}.`,
      'Mit diesem Link richten Sie Ihren Zugang ein. Das dauert eine Minute.',
    ],
    link: { label: 'Zugang einrichten', href: link.href },
    after: [
      `Der Link gilt ${link.days} Tage und nur einmal. Danach schickt Ihnen Ihre Ansprechperson gern einen neuen.`,
      'Wenn Sie mit dieser Einladung nichts anfangen können, brauchen Sie nichts zu tun.',
    ],
  };
}

/** Somebody who has an account can do more with it. */
export function accessMail(invited: Invited, signInHref: string): MailText {
  return {
    ...envelope(invited),
    paragraphs: [
      `Bei ${invited.centre} haben Sie jetzt auch Zugang ${placeOf(invited)}.`,
      'Melden Sie sich dafür einmal neu an; das geht wie bisher. Was Sie schon gespeichert haben, bleibt davon unberührt.',
    ],
    link: { label: 'Anmelden', href: signInHref },
    after: ['Wenn Sie damit nicht gerechnet haben, antworten Sie bitte auf diese E-Mail.'],
  };
}

const placeOf = ({ role, cohort }: Invited) =>
  cohort === null ? `als ${ROLE[role]}` : `als ${ROLE[role]} im Durchgang „${cohort}“`;
