import { calendarDay } from './format.ts';
import type { MailText } from './mails.ts';

/** `mail.kind` of the last mail; its row is deleted as soon as it went out. */
export const ERASED_MAIL = 'erased';

/** What has to be kept for the funder. */
interface Hold {
  cohortTitle: string;
  until: string;
  reason: string;
}

/** What is kept beyond an erasure, one string per participation. */
export const holdLines = (holds: readonly Hold[]): string[] =>
  holds.map(
    ({ cohortTitle, until, reason }) =>
      `Durchgang „${cohortTitle}“: Ihr Name, die Termine und Ihre Anwesenheit, bis einschließlich ${calendarDay(until)}.${reason === '' ? '' : ` Grund: ${reason}`}`,
  );

/** Somebody asked to be deleted; `dueOn`: YYYY-MM-DD. */
export function erasureRequestedMail(input: { dueOn: string; holds: readonly Hold[]; page: string }): MailText {
  return {
    kind: 'erasure-requested',
    subject: 'Ihre Daten werden gelöscht',
    paragraphs: [
      `Sie haben beantragt, dass wir Ihr Konto und Ihre Daten löschen. Das geschieht spätestens am ${calendarDay(input.dueOn)}, oft früher.`,
      'Wenn Sie Ihre Daten behalten wollen, laden Sie sie vorher herunter.',
      ...(input.holds.length === 0 ? [] : [KEPT_FOR_FUNDER, ...holdLines(input.holds)]),
      'Haben Sie es sich anders überlegt, oder kam der Antrag nicht von Ihnen? Dann ziehen Sie ihn auf dieser Seite zurück:',
    ],
    link: { label: 'Antrag ansehen oder zurückziehen', href: input.page },
  };
}

/** Somebody has not taken part for long; `dueOn`: YYYY-MM-DD. */
export function erasureAnnouncedMail(input: { dueOn: string; holds: readonly Hold[]; page: string }): MailText {
  return {
    kind: 'erasure-announced',
    subject: 'Ihr Konto wird bald gelöscht',
    paragraphs: [
      `Ihre Teilnahme liegt lange zurück. Deshalb löschen wir Ihr Konto und Ihre Daten am ${calendarDay(input.dueOn)}. Sie müssen dafür nichts tun.`,
      'Möchten Sie Ihre Arbeitsblätter und Antworten aufheben, laden Sie Ihre Daten vorher herunter. Möchten Sie das Konto behalten, sagen Sie es uns dort mit einem Klick.',
      ...(input.holds.length === 0 ? [] : [KEPT_FOR_FUNDER, ...holdLines(input.holds)]),
    ],
    link: { label: 'Konto behalten oder Daten herunterladen', href: input.page },
  };
}

/** Everything is gone but what is held; says nothing else about the person. */
export function erasedMail(holds: readonly Hold[]): MailText {
  return {
    kind: ERASED_MAIL,
    subject: 'Ihre Daten sind gelöscht',
    paragraphs: [
      'Ihr Konto und Ihre Daten auf der Lernplattform sind gelöscht. Sie können sich nicht mehr anmelden.',
      ...(holds.length === 0
        ? ['Wir haben nichts aufbewahrt.']
        : [
            KEPT_FOR_FUNDER,
            ...holdLines(holds),
            'Diese Angaben sind gesperrt: Sie stehen nur auf einer Liste für die Prüfung und werden am Tag nach dem Ende der Frist gelöscht.',
          ]),
      'In Sicherungskopien verschwinden Ihre Daten, wenn diese nach ihrer Frist gelöscht werden. Spielen wir vorher eine ein, werden Ihre Daten dabei wieder gelöscht.',
      'Auch diese Adresse vergessen wir, sobald diese E-Mail gesendet ist.',
    ],
  };
}

const KEPT_FOR_FUNDER = 'Aufbewahren müssen wir für eine Prüfung durch den Fördergeber:';
