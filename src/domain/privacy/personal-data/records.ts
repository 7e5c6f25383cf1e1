import { notPersonal, OWNER_ID, RANDOM_ID, shown, withheld, type TableData } from './table-data.ts';

/**
 * Three full years cover the regular limitation period (§§ 195, 199 BGB: three years from the end of the year), the
 * fourth the rest of the year in which it begins.
 */
const LIMITATION = { years: 4 };
const KEPT_ID = 'zufällige Kennung, die nach der Löschung zu keinem Namen mehr führt';
const MAIL_BODY = withheld('kann bis zum Versand Codes und Links enthalten; danach ist er leer');

/** Mail, audit log, files, and what erasure itself keeps. */
export const recordsData: Record<string, TableData> = {
  mail: {
    title: 'E-Mails an Sie',
    about: 'Welche E-Mails wir Ihnen geschickt haben. Der Inhalt wird nach dem Versand gelöscht.',
    owner: { column: 'person_id', of: 'person' },
    purpose: 'Zustellung; klären, ob eine E-Mail angekommen ist',
    basis: 'participation',
    retention: { rule: 'after', since: ['sent_at', 'failed_at'], period: { months: 12 } },
    columns: {
      id: RANDOM_ID,
      centre_id: shown('Im Namen von', 'centre'),
      person_id: OWNER_ID,
      kind: shown('Art der E-Mail'),
      to_address: shown('An'),
      subject: shown('Betreff'),
      body_text: MAIL_BODY,
      body_html: MAIL_BODY,
      queued_at: shown('Geschrieben am'),
      due_at: shown('Zu senden ab'),
      tries: shown('Versuche'),
      leased_until: withheld('Merker des Versands, der nach Minuten verfällt'),
      sent_at: shown('Gesendet am'),
      failed_at: shown('Aufgegeben am'),
      last_problem: shown('Letztes Hindernis'),
      sender_name: notPersonal('Name des Zentrums'),
      reply_to: notPersonal('Antwortadresse des Zentrums'),
    },
  },
  audit_entry: {
    title: 'Protokoll der Verwaltung',
    about: 'Wer wann was geändert hat, mit zufälligen Kennungen statt Namen.',
    owner: null,
    purpose: 'Nachvollziehen, wer Rechte vergeben und Daten geändert hat',
    basis: 'accountability',
    retention: { rule: 'after', since: ['at'], period: LIMITATION },
    columns: {
      sequence: notPersonal('laufende Nummer'),
      at: notPersonal('Zeitpunkt; sagt ohne die Kennungen nichts über jemanden'),
      actor_id: {
        is: 'of-another',
        whose: 'Person, die etwas getan hat',
        erasure: 'kept',
        because: KEPT_ID,
        deeds: {
          title: 'Was Sie in der Verwaltung getan haben',
          about: 'Änderungen, die Sie vorgenommen haben. Bei wem, gehört den anderen und steht nicht hier.',
          columns: { at: { label: 'Am' }, action: { label: 'Was' } },
        },
      },
      action: notPersonal('ein Wort für die Art der Änderung'),
      target_kind: notPersonal('ein Wort für die Art des Geänderten'),
      target_id: {
        is: 'of-another',
        whose: 'Person, bei der etwas geändert wurde',
        erasure: 'kept',
        because: KEPT_ID,
        deeds: {
          title: 'Was an Ihrem Eintrag geändert wurde',
          about: 'Änderungen, die jemand an Ihnen zugeordneten Angaben vorgenommen hat.',
          columns: { at: { label: 'Am' }, action: { label: 'Was' }, actor_id: { label: 'Von', as: 'role-of-person' } },
        },
      },
      centre_id: notPersonal('welches Zentrum es lesen darf'),
      detail: {
        is: 'of-another',
        whose: 'Person, die eine Kennung darin meint',
        erasure: 'kept',
        because: KEPT_ID,
      },
    },
  },
  stored_file: {
    title: 'Dateien',
    about: 'Dateien, die auf die Plattform geladen wurden, etwa das Logo eines Zentrums.',
    owner: null,
    purpose: 'Anzeige der Datei dort, wo sie hingehört',
    basis: 'participation',
    retention: { rule: 'stays', why: 'solange die Datei gebraucht wird' },
    columns: {
      id: notPersonal('Name der Datei auf der Platte'),
      media_type: notPersonal('Art der Datei'),
      size_bytes: notPersonal('Größe der Datei'),
      sha256: notPersonal('Prüfwert der Datei'),
      access: notPersonal('wer sie abrufen darf'),
      stored_at: notPersonal('Zeitpunkt; sagt ohne die Kennung nichts über jemanden'),
      stored_by: {
        is: 'of-another',
        whose: 'Person, die die Datei geladen hat',
        erasure: 'emptied',
        because:
          'öffentliche Dateien wie ein Logo gehören dem Zentrum und bleiben; alle anderen werden mit der Person gelöscht',
        deeds: {
          title: 'Dateien, die Sie geladen haben',
          about: 'Art, Größe und Zeitpunkt jeder Datei.',
          columns: {
            media_type: { label: 'Art' },
            size_bytes: { label: 'Größe in Byte' },
            stored_at: { label: 'Geladen am' },
          },
        },
      },
    },
  },
  erasure_request: {
    title: 'Löschung Ihrer Daten',
    about: 'Ob und wann Ihre Daten gelöscht werden.',
    owner: { column: 'person_id', of: 'person' },
    purpose: 'Rechtzeitig löschen',
    basis: 'accountability',
    retention: { rule: 'with-person' },
    columns: {
      person_id: OWNER_ID,
      reason: shown('Warum', 'code'),
      requested_at: shown('Beantragt oder angekündigt am'),
      due_at: shown('Wird spätestens gelöscht am'),
      kept_at: shown('Auf Ihren Wunsch behalten seit'),
    },
  },
  erasure: {
    title: 'Liste der Löschungen',
    about: 'Kennungen gelöschter Personen, damit sie auch nach dem Einspielen einer Sicherung gelöscht bleiben.',
    owner: null,
    purpose: 'Löschung auch in Sicherungen durchsetzen',
    basis: 'accountability',
    retention: {
      rule: 'stays',
      why: 'ohne die letzte Sicherung, in der die Person vorkommt, ist die Kennung eine bloße Zufallszahl',
    },
    columns: {
      person_id: { is: 'of-another', whose: 'Gelöschte Person', erasure: 'kept', because: KEPT_ID },
      erased_at: notPersonal('Zeitpunkt; sagt ohne die Person nichts über jemanden'),
      reason: notPersonal('ob beantragt oder nach Ablauf der Frist'),
      leftovers: notPersonal('zufällige Namen von Dateien, die gelöscht werden'),
      traces_gone_at: notPersonal('wann auch Dateien und Reste gelöscht waren'),
    },
  },
  held_record: {
    title: 'Gesperrte Nachweise',
    about: 'Was für eine Prüfung durch den Fördergeber aufbewahrt werden muss, gesperrt für alles andere.',
    owner: null,
    purpose: 'Nachweis der Teilnahme gegenüber dem Fördergeber',
    basis: 'funding',
    retention: { rule: 'hold' },
    columns: {
      id: notPersonal('zufällige Kennung des Eintrags'),
      centre_id: notPersonal('welches Zentrum den Nachweis führen muss'),
      person_id: { is: 'of-another', whose: 'Gelöschte Person', erasure: 'held', because: KEPT_ID },
      kind: notPersonal('Art des Nachweises'),
      until: notPersonal('letzter Tag der Aufbewahrung'),
      reason: notPersonal('Vorschrift oder Bescheid'),
      record: {
        is: 'of-another',
        whose: 'Gelöschte Person',
        erasure: 'held',
        because: 'Name, Durchgang, Termine und Anwesenheit müssen bis zum Ende der Frist vorgelegt werden können',
      },
      held_at: notPersonal('seit wann gesperrt'),
    },
  },
};
