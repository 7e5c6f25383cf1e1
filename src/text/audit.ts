import { ROLE } from './labels.ts';

/** What an entry of the audit log is told from. */
export interface AuditFacts {
  action: string;
  targetKind: string;
  /** Null for what is no longer there. */
  targetName: string | null;
  detail: Record<string, string>;
  /** Title of the cohort that the detail names; null for none. */
  cohort: string | null;
}

/** What was done, by code. */
const ACTIONS: Record<string, (entry: AuditFacts) => string> = {
  'centre-created': (entry) => `Zentrum angelegt: ${target(entry)}`,
  'centre-changed': ({ detail }) => `Angaben des Zentrums geändert${fieldsOf(detail['fields'])}`,
  'person-invited': (entry) => `Eingeladen: ${target(entry)}${roleOf(entry)}`,
  'invitation-resent': (entry) => `Noch einmal eingeladen: ${target(entry)}`,
  'role-granted': (entry) => `Rolle gegeben: ${target(entry)}${roleOf(entry)}`,
  'role-revoked': (entry) => `Rolle entzogen: ${target(entry)}${roleOf(entry)}`,
  'account-deactivated': (entry) => `Zugang deaktiviert: ${target(entry)}`,
  'account-reactivated': (entry) => `Zugang wieder geöffnet: ${target(entry)}`,
  'operator-created': (entry) => `Betrieb eingerichtet: ${target(entry)}`,
  'invitation-accepted': (entry) => `Einladung angenommen: ${target(entry)}`,
  'name-changed': (entry) => `Name geändert: ${target(entry)}`,
  'email-changed': (entry) => `E-Mail-Adresse geändert: ${target(entry)}`,
  'password-set': (entry) => `Neues Passwort gesetzt: ${target(entry)}`,
  'password-removed': (entry) => `Passwort entfernt: ${target(entry)}`,
  'passkey-added': (entry) => `Passkey hinzugefügt: ${target(entry)}`,
  'passkey-removed': (entry) => `Passkey entfernt: ${target(entry)}`,
  'mail-retried': () => 'Gescheiterte E-Mail noch einmal zum Versand gegeben',
  'erasure-requested': (entry) => `Löschung beantragt: ${target(entry)}`,
  'erasure-withdrawn': (entry) => `Antrag auf Löschung zurückgezogen: ${target(entry)}`,
  'person-erased': ({ detail }) =>
    detail['reason'] === 'retention' ? 'Person nach Ablauf der Frist gelöscht' : 'Person auf Antrag gelöscht',
  'hold-placed': () => 'Nachweis einer gelöschten Person gesperrt aufbewahrt',
  'hold-ended': () => 'Gesperrter Nachweis nach Ablauf der Frist gelöscht',
};

const CENTRE_FIELDS: Record<string, string> = {
  name: 'Name',
  contactName: 'Ansprechperson',
  contactEmail: 'E-Mail-Adresse',
  contactPhone: 'Telefon',
  mailSenderName: 'Absendername',
  mailReplyTo: 'Antwortadresse',
  requiresPasskeys: 'Anmeldung mit Passkey',
  logoFileId: 'Logo',
};

/** The codes that have words. */
export const AUDIT_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** An entry of the audit log in German; a code without words is shown as it is. */
export function auditText(entry: AuditFacts): string {
  const words = Object.hasOwn(ACTIONS, entry.action) ? ACTIONS[entry.action] : undefined;
  return words?.(entry) ?? entry.action;
}

const NO_LONGER_THERE: Record<string, string> = {
  person: 'eine gelöschte Person',
  centre: 'ein gelöschtes Zentrum',
};

const target = ({ targetKind, targetName }: AuditFacts) =>
  targetName ?? NO_LONGER_THERE[targetKind] ?? 'etwas Gelöschtes';

function roleOf({ detail, cohort }: AuditFacts): string {
  const role = Object.entries(ROLE).find(([code]) => code === detail['role'])?.[1];
  if (role === undefined) return '';
  return `, ${role}${cohort === null ? '' : ` im Durchgang „${cohort}“`}`;
}

const fieldsOf = (fields: string | undefined) =>
  fields === undefined
    ? ''
    : `: ${fields
        .split(' ')
        .map((field) => CENTRE_FIELDS[field] ?? field)
        .join(', ')}`;
