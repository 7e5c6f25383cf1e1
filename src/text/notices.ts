/** What a page says on top after a form was sent and done; the code stands in the address as `meldung`. */
const NOTICES: Record<string, string> = {
  gespeichert: 'Gespeichert.',
  'post-noch-einmal': 'Die E-Mail wird noch einmal gesendet.',
  'code-neu': 'Ein neuer Code ist unterwegs. Der frühere gilt nicht mehr.',
  'code-anderswo':
    'Den Code können Sie nur in dem Browser eingeben, in dem Sie ihn angefordert haben. Hier können Sie einen neuen anfordern.',
  'name-geaendert': 'Ihr Name ist geändert.',
  'adresse-angefordert':
    'Wir haben zwei E-Mails geschickt: eine an Ihre bisherige und eine an die neue Adresse. Bestätigen Sie beide innerhalb von 24 Stunden, dann gilt die neue Adresse.',
  'passwort-geaendert': 'Ihr neues Passwort gilt ab jetzt. Auf anderen Geräten sind Sie abgemeldet.',
  'passwort-neu': 'Ihr neues Passwort gilt. Melden Sie sich jetzt damit an.',
  'passwort-entfernt':
    'Ihr Passwort ist entfernt. Sie melden sich künftig mit einem Code per E-Mail oder einem Passkey an.',
  'passkey-neu': 'Der Passkey ist hinzugefügt.',
  'passkey-umbenannt': 'Der Passkey hat einen neuen Namen.',
  'passkey-entfernt': 'Der Passkey ist entfernt.',
  'passkey-noetig':
    'Ihr Zentrum verlangt für diese Seiten einen Passkey. Fügen Sie unten einen hinzu oder melden Sie sich mit Ihrem Passkey an.',
  'sitzung-beendet': 'Die Sitzung ist beendet.',
  'sitzungen-beendet': 'Alle anderen Sitzungen sind beendet.',
  willkommen: 'Willkommen! Ihr Zugang ist eingerichtet.',
  eingeladen: 'Die Einladung ist unterwegs.',
  'mehrere-eingeladen': 'Die Einladungen sind unterwegs.',
  'rolle-gegeben': 'Die Rolle ist vergeben. Sie gilt, sobald sich die Person neu anmeldet.',
  'rolle-schon-da': 'Diese Rolle hat die Person schon. Es wurde nichts geändert und nichts versendet.',
  'rolle-entzogen': 'Die Rolle ist entzogen. Die Person ist überall abgemeldet.',
  'konto-deaktiviert': 'Der Zugang ist deaktiviert. Die Person ist überall abgemeldet.',
  'konto-reaktiviert': 'Der Zugang ist wieder offen.',
  'zentrum-angelegt': 'Das Zentrum ist angelegt. Die Einladung an die Koordination ist unterwegs.',
  'loeschung-beantragt': 'Ihr Antrag ist angekommen. Wir haben Ihnen eine E-Mail mit dem Termin geschickt.',
  'loeschung-zurueckgezogen': 'Sie bleiben dabei. Es wird nichts gelöscht.',
  'einwilligung-widerrufen': 'Ihre Einwilligung ist widerrufen. Sie gilt ab jetzt nicht mehr.',
  geloescht: 'Die Person ist gelöscht. Sie bekommt darüber eine letzte E-Mail.',
};

/** The words for a code of the address, or null for one that is unknown. */
export const noticeText = (code: string | null): string | null =>
  code !== null && Object.hasOwn(NOTICES, code) ? (NOTICES[code] ?? null) : null;
