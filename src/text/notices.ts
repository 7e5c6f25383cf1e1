/** What a page says on top after a form was sent and done; the code stands in the address as `meldung`. */
const NOTICES: Record<string, string> = {
  gespeichert: 'Gespeichert.',
  eingeladen: 'Die Einladung ist unterwegs.',
  'mehrere-eingeladen': 'Die Einladungen sind unterwegs.',
  'rolle-gegeben': 'Die Rolle ist vergeben.',
  'rolle-entzogen': 'Die Rolle ist entzogen. Die Person ist überall abgemeldet.',
  'konto-deaktiviert': 'Der Zugang ist deaktiviert. Die Person ist überall abgemeldet.',
  'konto-reaktiviert': 'Der Zugang ist wieder offen.',
  'zentrum-angelegt': 'Das Zentrum ist angelegt. Die Einladung an die Koordination ist unterwegs.',
};

/** The words for a code of the address, or null for one that is unknown. */
export const noticeText = (code: string | null): string | null =>
  code !== null && Object.hasOwn(NOTICES, code) ? (NOTICES[code] ?? null) : null;
