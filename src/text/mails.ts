/**
 * A mail in words. Plain text and HTML are made of the same parts; a greeting and the sender's lines come from
 * `renderMail`.
 */
export interface MailText {
  /** Which mail it is, as `mail.kind`. */
  kind: string;
  /** No code and nothing personal: it stays on record and coordinators read it. */
  subject: string;
  /** What the mail says before its button, one string per paragraph. */
  paragraphs: string[];
  /** The one thing to do. */
  link?: { label: string; href: string };
  /** A code to read off. */
  code?: string;
  /** What stands after button or code. */
  after?: string[];
}

/** Whom a mail greets and in whose name it speaks. */
export interface MailFrame {
  /** Full name; null for somebody who is not known by name. */
  recipientName: string | null;
  /** The centre, or the platform's own name. */
  senderName: string;
  /** Lines under the sender's name: whom to ask. */
  contactLines: string[];
}

/** The mail's plain text and HTML bodies. */
export function renderMail(mail: MailText, frame: MailFrame): { text: string; html: string } {
  const greeting = frame.recipientName === null ? 'Guten Tag,' : `Guten Tag, ${frame.recipientName},`;
  const text = [
    greeting,
    ...mail.paragraphs,
    ...(mail.code === undefined ? [] : [`    ${mail.code}`]),
    ...(mail.link === undefined ? [] : [`${mail.link.label}:\n${mail.link.href}`]),
    ...(mail.after ?? []),
    ['Viele Grüße', frame.senderName, ...frame.contactLines].join('\n'),
  ].join('\n\n');
  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`;
  const html = [
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(mail.subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#faf7f0;color:#1c2321;font:16px/1.5 Arial,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    paragraph(greeting),
    ...mail.paragraphs.map(paragraph),
    mail.code === undefined
      ? ''
      : `<p style="margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:4px">${escapeHtml(mail.code)}</p>`,
    mail.link === undefined
      ? ''
      : `<p style="margin:0 0 16px"><a href="${escapeHtml(mail.link.href)}" style="display:inline-block;padding:12px 22px;background:#0b5563;color:#ffffff;font-weight:700;text-decoration:none;border-radius:6px">${escapeHtml(mail.link.label)}</a></p><p style="margin:0 0 16px;font-size:14px;word-break:break-all">${escapeHtml(mail.link.href)}</p>`,
    ...(mail.after ?? []).map(paragraph),
    `<p style="margin:24px 0 0;font-size:14px">Viele Grüße<br>${[frame.senderName, ...frame.contactLines].map(escapeHtml).join('<br>')}</p>`,
    '</div></body></html>',
  ].join('');
  return { text: `${text}\n`, html };
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
