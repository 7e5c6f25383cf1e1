/** What a page says on top after a form was sent and done; the code stands in the address as `meldung`. */
const NOTICES: Record<string, string> = {
  gespeichert: 'Gespeichert.',
  'post-noch-einmal': 'Die E-Mail wird noch einmal gesendet.',
};

/** The words for a code of the address, or null for one that is unknown. */
export const noticeText = (code: string | null): string | null =>
  code !== null && Object.hasOwn(NOTICES, code) ? (NOTICES[code] ?? null) : null;
