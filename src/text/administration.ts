import type { LineProblem } from '#domain/identity/invitation-list.ts';

/** What is wrong with a line of a list of people to invite. */
export const LINE_PROBLEM: Record<LineProblem, string> = {
  fields: 'Das sind nicht drei Angaben. Schreiben Sie: Vorname; Nachname; E-Mail-Adresse.',
  'given-name': 'Der Vorname fehlt, ist zu lang oder enthält ein Zeichen, das in keinem Namen vorkommt.',
  'family-name': 'Der Nachname fehlt, ist zu lang oder enthält ein Zeichen, das in keinem Namen vorkommt.',
  email: 'Die E-Mail-Adresse ist nicht vollständig.',
  twice: 'Diese Adresse steht schon weiter oben.',
  'too-many': 'Mehr als 100 Personen gehen nicht auf einmal. Nehmen Sie diese Zeile in eine zweite Liste.',
};

const PROBLEMS: Record<string, string> = {
  'given-name': 'Bitte geben Sie den Vornamen an.',
  'family-name': 'Bitte geben Sie den Nachnamen an.',
  email: 'Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@firma.de.',
  'centre-name': 'Bitte geben Sie dem Zentrum einen Namen mit höchstens 80 Zeichen.',
  'contact-name': 'Bitte verwenden Sie hier höchstens 80 Zeichen und keine Sonderzeichen.',
  'contact-email': 'Diese E-Mail-Adresse ist nicht vollständig.',
  'contact-phone': 'Bitte geben Sie die Telefonnummer mit Ziffern an, zum Beispiel 0761 12345.',
  'mail-sender-name': 'Bitte verwenden Sie hier höchstens 80 Zeichen und keine Sonderzeichen.',
  'mail-reply-to': 'Diese E-Mail-Adresse ist nicht vollständig.',
  'logo-empty': 'Diese Datei ist leer. Wählen Sie bitte eine andere.',
  'logo-too-large': 'Dieses Bild ist größer als 500 kB. Verkleinern Sie es bitte und wählen Sie es dann noch einmal.',
  'logo-kind': 'Diese Datei ist kein Bild der Art PNG, JPEG oder WebP. Wählen Sie bitte ein solches Bild.',
  cohort: 'Bitte wählen Sie den Durchgang.',
  role: 'Bitte wählen Sie eine Rolle.',
  'list-empty': 'Bitte tragen Sie mindestens eine Person ein.',
  lines: 'Einige Zeilen haben wir nicht verstanden. Es wurde noch niemand eingeladen.',
  'last-coordinator':
    'Diese Rolle bleibt: Ein Zentrum braucht mindestens eine Koordination, die sich anmelden kann. Laden Sie zuerst eine weitere Koordination ein; sobald sie angenommen hat, geht es.',
  'own-account': 'Ihren eigenen Zugang können Sie hier nicht deaktivieren. Eine andere Koordination kann es.',
  'not-invited': 'Hier ist keine Einladung mehr offen. Laden Sie die Seite neu, um den jetzigen Stand zu sehen.',
};

/** What to mend in a form of the administration, by code. */
export const problemText = (code: string): string =>
  PROBLEMS[code] ?? 'Das hat nicht geklappt. Bitte prüfen Sie Ihre Angaben.';
