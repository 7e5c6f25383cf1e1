import type { Settings } from './env.ts';
import { errorCode } from './error-code.ts';
import { mailFolder, writeMailFile } from './mail-files.ts';

/** A mail of the outbox, as it leaves the house. */
export interface OutgoingMail {
  id: string;
  to: string;
  senderName: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  queuedAt: Date;
}

/**
 * What became of it. `refused`: the other end will never take it. `not-now`: it is worth another try. `stopped`: this
 * process ends, the mail did not go out. `problem` is a code for `text/mail-problems.ts` without anything personal.
 */
export type MailOutcome = { is: 'sent' } | { is: 'stopped' } | { is: 'refused' | 'not-now'; problem: string };

/** The way mails leave this installation. */
export interface MailTransport {
  way: 'smtp' | 'files';
  /** Where the files are, or would be. */
  folder: string;
  /** Never throws; ends within `SEND_DEADLINE_MS`, after that nothing more of the mail goes out. */
  send(mail: OutgoingMail, stopping?: AbortSignal): Promise<MailOutcome>;
}

export type MailSettings = Pick<Settings, 'smtpUrl' | 'mailFrom' | 'dataDir' | 'origin'>;

/** A server that answers one byte at a time would hold a mail for ever otherwise. */
export const SEND_DEADLINE_MS = 60_000;
/** A server that answers nothing at all. */
const SILENCE_MAX_MS = 20_000;

interface Patience {
  deadlineMs: number;
  silenceMs: number;
}
const PATIENCE: Patience = { deadlineMs: SEND_DEADLINE_MS, silenceMs: SILENCE_MAX_MS };

/** By SMTP if the settings name a server, else as files. No mail ever leaves a demonstration. */
export function mailTransport(settings: MailSettings, demonstration: boolean, patience = PATIENCE): MailTransport {
  const { smtpUrl, mailFrom } = settings;
  const folder = mailFolder(settings.dataDir);
  const host = new URL(settings.origin).hostname;
  if (smtpUrl === null || mailFrom === null || demonstration)
    return fileTransport(folder, mailFrom ?? `lernen@${host}`);
  return smtpTransport({ url: smtpUrl, from: mailFrom, name: host, folder, patience });
}

function fileTransport(folder: string, from: string): MailTransport {
  return {
    way: 'files',
    folder,
    async send(mail) {
      try {
        await writeMailFile(folder, from, mail);
        return { is: 'sent' };
      } catch (error) {
        return { is: 'not-now', problem: `file-${errorCode(error)}` };
      }
    },
  };
}

interface SmtpWay {
  url: string;
  from: string;
  name: string;
  folder: string;
  patience: Patience;
}

function smtpTransport({ url, from, name, folder, patience }: SmtpWay): MailTransport {
  const connect = async () =>
    (await import('nodemailer')).createTransport({
      url,
      // How this server greets; otherwise the machine's own name would stand in every mail.
      name,
      connectionTimeout: patience.silenceMs,
      greetingTimeout: patience.silenceMs,
      socketTimeout: patience.silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  let connected: ReturnType<typeof connect> | undefined;
  return {
    way: 'smtp',
    folder,
    async send(mail, stopping) {
      const deadline = AbortSignal.timeout(patience.deadlineMs);
      const signal = stopping === undefined ? deadline : AbortSignal.any([deadline, stopping]);
      try {
        await (
          await (connected ??= connect())
        ).sendMail({
          ...messageOf(mail, from),
          signal,
        });
        return { is: 'sent' };
      } catch (error) {
        if (stopping?.aborted) return { is: 'stopped' };
        if (deadline.aborted) return { is: 'not-now', problem: 'timeout' };
        return outcomeOfError(error);
      }
    },
  };
}

/** Nothing personal but the address stands in a header. The id of the outbox makes a second delivery recognisable. */
function messageOf(mail: OutgoingMail, from: string) {
  return {
    from: { name: oneLine(mail.senderName), address: from },
    to: { name: '', address: oneLine(mail.to) },
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: oneLine(mail.replyTo) } }),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${from.slice(from.indexOf('@') + 1)}>`,
    date: mail.queuedAt,
    xMailer: false as const,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** A line break in a header would begin another header. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/** What the server says to sender, receiver and content concerns this mail; all before that, the way to the server. */
const ABOUT_THE_MAIL = /^(MAIL FROM|RCPT TO|DATA)$/;
/** RFC 4954, section 6: the operator has to mend that, and then the mail can go. */
const WANTS_SIGN_IN = new Set([530, 534, 535, 538]);

function outcomeOfError(error: unknown): MailOutcome {
  const about = error instanceof Error ? error : new Error('unknown');
  const reply = 'responseCode' in about && typeof about.responseCode === 'number' ? about.responseCode : null;
  const command = 'command' in about && typeof about.command === 'string' ? about.command : '';
  const code = errorCode(error);
  if (code === 'EAUTH' || code === 'ENOAUTH' || (reply !== null && WANTS_SIGN_IN.has(reply)))
    return { is: 'not-now', problem: 'sign-in' };
  if (reply !== null && ABOUT_THE_MAIL.test(command))
    return { is: reply >= 500 ? 'refused' : 'not-now', problem: `smtp-${reply}` };
  if (code === 'EENVELOPE') return { is: 'refused', problem: 'address' };
  if (code === 'ETLS') return { is: 'not-now', problem: 'tls' };
  if (code === 'ETIMEDOUT') return { is: 'not-now', problem: 'timeout' };
  return { is: 'not-now', problem: reply === null ? 'connection' : `smtp-${reply}` };
}
