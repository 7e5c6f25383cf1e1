import type { MailText } from './mails.ts';

/** The mails about one's own access: codes, links, and what was changed. They hold no more than what they are for. */

/** A code to sign in with. */
export const signInCodeMail = (code: string): MailText => ({
  kind: 'sign-in-code',
  subject: 'Ihr Code zum Anmelden',
  paragraphs: [
    'mit diesem Code melden Sie sich an. Er gilt zehn Minuten und nur in dem Browser, in dem Sie ihn angefordert haben.',
  ],
  code,
  after: [
    'Geben Sie den Code niemandem weiter; auch wir fragen nie danach.',
    'Wenn Sie keinen Code angefordert haben, brauchen Sie nichts zu tun: Ohne den Code kommt niemand hinein.',
  ],
});

/** A link to choose a new password. */
export const passwordResetMail = (href: string): MailText => ({
  kind: 'password-reset',
  subject: 'Neues Passwort wählen',
  paragraphs: ['über diesen Link wählen Sie ein neues Passwort. Er gilt eine Stunde und nur einmal.'],
  link: { label: 'Neues Passwort wählen', href },
  after: ['Wenn Sie das nicht angefordert haben, brauchen Sie nichts zu tun: Ihr bisheriges Passwort gilt weiter.'],
});

/** The password was set, changed or removed. */
export const passwordChangedMail = (what: 'set' | 'removed', forgotten: string): MailText => ({
  kind: 'password-changed',
  subject: what === 'set' ? 'Ihr Passwort wurde geändert' : 'Ihr Passwort wurde entfernt',
  paragraphs: [
    what === 'set'
      ? 'für Ihren Zugang gilt ab jetzt ein neues Passwort. Auf allen anderen Geräten wurden Sie abgemeldet.'
      : 'Ihr Zugang hat ab jetzt kein Passwort mehr; Sie melden sich mit einem Code per E-Mail oder einem Passkey an. Auf allen anderen Geräten wurden Sie abgemeldet.',
    'Wenn Sie das selbst waren, ist alles in Ordnung. Wenn nicht, wählen Sie sofort ein neues Passwort und sagen Sie uns Bescheid.',
  ],
  link: { label: 'Neues Passwort wählen', href: forgotten },
});

/** To the address that an account has: agree to another. */
export const emailChangeOldMail = (newEmail: string, href: string): MailText => ({
  kind: 'email-change-old',
  subject: 'Soll Ihre E-Mail-Adresse geändert werden?',
  paragraphs: [
    `Sie möchten sich künftig mit der Adresse ${newEmail} anmelden. Bitte bestätigen Sie das hier und über den zweiten Link, den wir an die neue Adresse geschickt haben. Beide gelten 24 Stunden.`,
  ],
  link: { label: 'Änderung bestätigen', href },
  after: [
    'Wenn Sie das nicht waren, bestätigen Sie nichts, dann bleibt alles, wie es ist. Beenden Sie auf der Seite „Ihr Konto“ fremde Sitzungen und ändern Sie Ihr Passwort.',
  ],
});

/** To the new address: show that it is yours. */
export const emailChangeNewMail = (href: string): MailText => ({
  kind: 'email-change-new',
  subject: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
  paragraphs: [
    'Sie möchten sich künftig mit dieser Adresse anmelden. Bitte bestätigen Sie sie hier und über den zweiten Link, den wir an Ihre bisherige Adresse geschickt haben. Beide gelten 24 Stunden.',
  ],
  link: { label: 'Adresse bestätigen', href },
  after: ['Wenn Sie das nicht waren, brauchen Sie nichts zu tun.'],
});

/** To the former address, after the change. */
export const emailChangedMail = (): MailText => ({
  kind: 'email-changed',
  subject: 'Ihre E-Mail-Adresse wurde geändert',
  paragraphs: [
    'Ihr Zugang hat ab jetzt eine andere E-Mail-Adresse. An diese hier schreiben wir nicht mehr.',
    'Wenn Sie das nicht waren, wenden Sie sich bitte sofort an Ihre Koordination.',
  ],
});

/** A passkey was added or removed. */
export const passkeysChangedMail = (what: 'added' | 'removed', account: string): MailText => ({
  kind: 'passkeys-changed',
  subject: what === 'added' ? 'Neuer Passkey für Ihren Zugang' : 'Ein Passkey wurde entfernt',
  paragraphs: [
    what === 'added'
      ? 'zu Ihrem Zugang wurde ein Passkey hinzugefügt. Wer ihn hat, kann sich damit anmelden.'
      : 'von Ihrem Zugang wurde ein Passkey entfernt. Mit ihm kann sich niemand mehr anmelden.',
    'Wenn Sie das selbst waren, ist alles in Ordnung. Wenn nicht, sehen Sie auf der Seite „Ihr Konto“ nach und sagen Sie uns Bescheid.',
  ],
  link: { label: 'Zur Seite „Ihr Konto“', href: account },
});
