import type { RefusalCode } from '#domain/identity/refusal-code.ts';

/** What a person reads when the answer is no: what happened, that nothing was lost, what to do. */
export interface RefusalText {
  status: number;
  title: string;
  text: string;
  /** What goes out as Retry-After. */
  retryAfterSeconds?: number;
}

/** Stands in a text where it says how long to wait. */
const WAIT = '{wait}';

const byCode: Record<RefusalCode, RefusalText> = {
  'signed-out': {
    status: 401,
    title: 'Bitte melden Sie sich an',
    text: 'Sie sind nicht oder nicht mehr angemeldet. Was Sie schon gespeichert haben, ist erhalten. Melden Sie sich an, dann geht es hier weiter.',
  },
  forbidden: {
    status: 403,
    title: 'Das ist hier nicht möglich',
    text: 'Mit Ihrem Zugang können Sie diese Seite nicht öffnen oder diesen Schritt nicht ausführen. Es wurde nichts geändert. Wenn Sie meinen, dass das ein Irrtum ist, wenden Sie sich an Ihre Koordination.',
  },
  'not-found': {
    status: 404,
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist die Adresse vertippt oder die Seite ist umgezogen. Ihre gespeicherten Antworten sind davon nicht betroffen. Prüfen Sie die Adresse oder beginnen Sie auf der Startseite.',
  },
  conflict: {
    status: 409,
    title: 'Jemand war schneller',
    text: 'Inzwischen hat sich etwas geändert. Ihre Eingabe wurde nicht übernommen. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  },
  expired: {
    status: 410,
    title: 'Dafür ist es zu spät',
    text: 'Die Zeit dafür ist abgelaufen. Was Sie vorher gespeichert haben, bleibt erhalten. Fragen Sie Ihre Koordination, wenn Sie mehr Zeit brauchen.',
  },
  invalid: {
    status: 400,
    title: 'Diese Eingabe haben wir nicht verstanden',
    text: 'Es wurde nichts gespeichert und nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  },
  'too-large': {
    status: 413,
    title: 'Das ist zu groß',
    text: 'Die Eingabe ist größer, als wir annehmen können. Es wurde nichts gespeichert. Gehen Sie zurück, kürzen Sie den Text oder wählen Sie eine kleinere Datei und senden Sie es noch einmal.',
  },
  'too-many': {
    status: 429,
    title: 'Zu viele Versuche',
    text: `Von hier kamen zu viele Versuche in kurzer Zeit. Warten Sie ${WAIT} und versuchen Sie es dann noch einmal.`,
  },
  busy: {
    status: 503,
    title: 'Gerade ist viel los',
    text: 'Wir konnten Ihre Eingabe noch nicht speichern. Sie ist nicht verloren: Warten Sie einen Augenblick und senden Sie sie noch einmal.',
  },
};

const byDetail: Partial<Record<string, Pick<RefusalText, 'title' | 'text'>>> = {
  'answers-closed': {
    title: 'Der Durchgang nimmt keine Antworten mehr an',
    text: 'Ihr Durchgang ist abgeschlossen. Lesen können Sie weiterhin alles, und was Sie geschrieben haben, bleibt erhalten.',
  },
  answer: {
    title: 'Diese Antwort passt nicht zur Übung',
    text: 'Vielleicht wurde die Übung inzwischen geändert. Es wurde nichts gespeichert. Laden Sie die Seite neu und antworten Sie noch einmal.',
  },
  'form-signed-out': {
    title: 'Bitte melden Sie sich wieder an',
    text: 'Sie sind nicht mehr angemeldet, deshalb ist diese Eingabe noch nicht gespeichert. Gehen Sie in Ihrem Browser eine Seite zurück: Dort steht sie noch im Formular. Melden Sie sich in einem zweiten Fenster an und senden Sie sie dann noch einmal. Alles Frühere ist gespeichert.',
  },
  'mail-not-failed': {
    title: 'Diese E-Mail kann nicht noch einmal gesendet werden',
    text: 'Entweder ist sie schon wieder unterwegs, oder ihr Inhalt wurde inzwischen gelöscht. Laden Sie die Seite neu. Lösen Sie den Vorgang sonst noch einmal aus, zum Beispiel die Einladung.',
  },
  link: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Er wurde schon benutzt, ist zu alt oder durch einen neueren ersetzt. Es wurde nichts geändert, und was gespeichert ist, bleibt erhalten. Fragen Sie nach einem neuen Link oder melden Sie sich an, wie Sie es gewohnt sind.',
  },
  'email-taken': {
    title: 'Diese Adresse ist schon vergeben',
    text: 'Mit dieser E-Mail-Adresse gibt es inzwischen einen anderen Zugang. Es wurde nichts geändert. Wenden Sie sich an Ihre Koordination, wenn Sie Hilfe brauchen.',
  },
  passkey: {
    title: 'Dieser Passkey wurde nicht angenommen',
    text: 'Es wurde nichts geändert. Versuchen Sie es noch einmal, oder melden Sie sich auf einem anderen Weg an.',
  },
  'passkey-first': {
    title: 'Bitte melden Sie sich mit Ihrem Passkey an',
    text: 'Ihr Zentrum verlangt einen Passkey, und Sie haben schon einen. Es wurde nichts geändert. Melden Sie sich mit diesem Passkey an, dann können Sie weitere hinzufügen.',
  },
  'limit-password': {
    title: 'Zu viele Versuche',
    text: `Das Passwort wurde zu oft falsch eingegeben. Warten Sie ${WAIT} und versuchen Sie es dann noch einmal. Mit einem Code per E-Mail oder mit einem Passkey können Sie sich weiterhin sofort anmelden.`,
  },
  'limit-code': {
    title: 'Zu viele Versuche',
    text: `Es wurden zu viele falsche Codes eingegeben. Warten Sie ${WAIT} und versuchen Sie es dann noch einmal. Über „Passwort vergessen“, mit Ihrem Passwort oder mit einem Passkey kommen Sie weiterhin hinein.`,
  },
  'limit-mail': {
    title: 'Zu viele E-Mails angefordert',
    text: `In kurzer Zeit wurden zu viele E-Mails angefordert. Sehen Sie auch im Spam-Ordner nach. Warten Sie ${WAIT} und versuchen Sie es dann noch einmal.`,
  },
  storage: {
    title: 'Gerade können wir nichts speichern',
    text: 'Das Speichern ist bei uns im Augenblick gestört. Ihre Eingabe ist noch nicht gespeichert. Gehen Sie in Ihrem Browser eine Seite zurück: Dort steht sie noch. Senden Sie sie in einigen Minuten noch einmal. Was als gespeichert angezeigt wurde, ist gespeichert.',
  },
  unreachable: {
    title: 'Das dauert gerade länger als sonst',
    text: 'Unsere Datenbank antwortet im Augenblick nicht. Was als gespeichert angezeigt wurde, ist gespeichert. Eine Eingabe von eben ist vielleicht noch nicht angekommen: Warten Sie einen Augenblick und senden Sie sie noch einmal, sie zählt nur einmal.',
  },
  solution: {
    title: 'Die Lösung gibt es ab dem zweiten Versuch',
    text: 'Versuchen Sie die Übung bitte zuerst noch einmal. Danach zeigen wir Ihnen die Lösung gern.',
  },
  'erasure-withdrawn': {
    title: 'Dieser Antrag besteht nicht mehr',
    text: 'Die Person hat den Antrag auf Löschung zurückgezogen oder ist schon gelöscht. Es wurde nichts geändert. Laden Sie die Liste neu.',
  },
  'last-coordinator': {
    title: 'Das Zentrum braucht vorher eine andere Koordination',
    text: 'Diese Person ist die letzte Koordination eines Zentrums. Es wurde nichts gelöscht. Geben Sie zuerst jemand anderem diese Rolle, dann geht es.',
  },
  'last-operator': {
    title: 'Der Betrieb braucht vorher jemand anderen',
    text: 'Diese Person ist die letzte, die die Plattform betreibt. Es wurde nichts gelöscht. Geben Sie zuerst jemand anderem diese Rolle, dann geht es.',
  },
  origin: {
    title: 'Diese Eingabe kam von einer anderen Seite',
    text: 'Zu Ihrem Schutz nehmen wir nur Eingaben an, die auf dieser Seite gemacht wurden. Es wurde nichts geändert. Öffnen Sie die Seite direkt und versuchen Sie es noch einmal.',
  },
};

/** The German words and the HTTP status of a refusal. */
export function refusalText(
  code: RefusalCode,
  detail: string | null = null,
  retryAfterSeconds: number | null = null,
): RefusalText {
  const words = { ...byCode[code], ...(detail === null ? {} : byDetail[detail]) };
  return {
    ...words,
    text: words.text.replace(WAIT, waitInWords(retryAfterSeconds)),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  };
}

/** As the object of "Warten Sie"; rounded up, so that nobody comes too early. */
function waitInWords(seconds: number | null): string {
  if (seconds === null) return 'ein paar Minuten';
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return 'eine Minute';
  if (minutes < 100) return `etwa ${minutes} Minuten`;
  return `etwa ${Math.ceil(minutes / 60)} Stunden`;
}

/** What a person reads after a fault of ours. */
export const faultText: RefusalText = {
  status: 500,
  title: 'Da ist uns ein Fehler passiert',
  text: 'Wir haben den Fehler aufgezeichnet. Was als gespeichert angezeigt wurde, ist gespeichert. Laden Sie die Seite neu; wenn es dann noch nicht geht, versuchen Sie es in einigen Minuten wieder.',
};

/** For those who come while the server ends, as plain text: the site itself is already being put away. */
export const closingText =
  'Die Plattform wird gerade neu gestartet. Laden Sie die Seite in einer Minute neu. Was als gespeichert angezeigt wurde, ist gespeichert; was Sie eben eingegeben haben, senden Sie dann bitte noch einmal.\n';
