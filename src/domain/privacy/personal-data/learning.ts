import { notPersonal, OWNER_ID, RANDOM_ID, shown, withheld, type TableData } from './table-data.ts';

const BY_ENROLMENT = { column: 'enrolment_id', of: 'enrolment' } as const;
const ORDER = withheld('laufende Nummer, die nur die Reihenfolge festhält');
const DURING = shown('Durchgang', 'enrolment');

/** Taking part and learning. */
export const learningData: Record<string, TableData> = {
  enrolment: {
    title: 'Anmeldung zu Durchgängen',
    about: 'An welchen Durchgängen Sie teilnehmen.',
    owner: { column: 'person_id', of: 'person' },
    purpose: 'Organisation der Teilnahme',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: {
      id: RANDOM_ID,
      cohort_id: shown('Durchgang', 'cohort'),
      person_id: OWNER_ID,
      enrolled_at: shown('Angemeldet am'),
    },
  },
  attendance: {
    title: 'Anwesenheit',
    about: 'Bei welchen Terminen Sie dabei waren.',
    owner: { column: 'person_id', of: 'person' },
    purpose: 'Teilnahmenachweis und Zertifikat',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: {
      live_session_id: shown('Termin', 'live-session'),
      person_id: OWNER_ID,
      status: shown('Anwesenheit', 'code'),
      recorded_at: shown('Eingetragen am'),
      recorded_by: {
        is: 'of-another',
        whose: 'Person, die es eingetragen hat',
        label: 'Eingetragen von',
        erasure: 'emptied',
        because: 'die Anwesenheit bleibt richtig, auch wenn gelöscht ist, wer sie eingetragen hat',
        deeds: {
          title: 'Anwesenheiten, die Sie eingetragen haben',
          about:
            'Wann Sie bei welchem Termin etwas eingetragen haben. Für wen, gehört den anderen und steht nicht hier.',
          columns: {
            live_session_id: { label: 'Termin', as: 'live-session' },
            recorded_at: { label: 'Eingetragen am' },
          },
        },
      },
    },
  },
  attempt: {
    title: 'Antworten auf Übungen',
    about: 'Jede Antwort, die Sie abgegeben haben, mit Zeitpunkt und Ergebnis.',
    owner: BY_ENROLMENT,
    purpose: 'Rückmeldung und Lernfortschritt',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: {
      sequence: ORDER,
      enrolment_id: DURING,
      attempt_id: RANDOM_ID,
      exercise: shown('Übung'),
      answer: shown('Ihre Antwort'),
      passed: shown('Bestanden'),
      score: shown('Anteil richtig (0 bis 1)'),
      answered_at: shown('Abgegeben am'),
    },
  },
  unit_completion: {
    title: 'Abgeschlossene Lerneinheiten',
    about: 'Welche Lerneinheiten Sie abgeschlossen haben.',
    owner: BY_ENROLMENT,
    purpose: 'Lernfortschritt und Zertifikat',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: { enrolment_id: DURING, unit: shown('Lerneinheit'), completed_at: shown('Abgeschlossen am') },
  },
  unit_visit: {
    title: 'Wo Sie zuletzt waren',
    about: 'Die Stelle, an der Sie in einer Lerneinheit aufgehört haben.',
    owner: BY_ENROLMENT,
    purpose: 'Dort weitermachen, wo man war',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: {
      enrolment_id: DURING,
      unit: shown('Lerneinheit'),
      anchor: shown('Stelle'),
      visited_at: shown('Zuletzt da am'),
    },
  },
  worksheet_entry: {
    title: 'Arbeitsblätter',
    about: 'Was Sie in Arbeitsblätter geschrieben haben, auch frühere Fassungen.',
    owner: BY_ENROLMENT,
    purpose: 'Ihre Arbeit am eigenen Fall',
    basis: 'participation',
    retention: { rule: 'with-person' },
    columns: {
      sequence: ORDER,
      enrolment_id: DURING,
      entry_id: RANDOM_ID,
      worksheet: shown('Arbeitsblatt'),
      values: shown('Was Sie geschrieben haben'),
      written_at: shown('Geschrieben am'),
    },
  },
  erased_total: {
    title: 'Zahlen ohne Personen',
    about: 'Wie viele gelöschte Personen in den Zahlen eines Durchgangs weiter mitzählen.',
    owner: null,
    purpose: null,
    basis: null,
    retention: { rule: 'stays', why: 'ohne Personenbezug' },
    columns: {
      what: notPersonal('was gezählt wird'),
      of: notPersonal('Kennung des Durchgangs oder Termins'),
      count: notPersonal('eine Zahl ohne Namen und Zeitpunkt; niemand lässt sich daraus bestimmen'),
    },
  },
};
