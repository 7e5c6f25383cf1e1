const WORDS: Record<string, string> = {
  connection: 'Der Mailserver ist nicht zu erreichen.',
  timeout: 'Der Mailserver antwortet nicht.',
  tls: 'Mit dem Mailserver kommt keine verschlüsselte Verbindung zustande.',
  'sign-in': 'Der Mailserver lässt die Plattform nicht zu. Der Betrieb muss die Zugangsdaten prüfen.',
  address: 'Die Adresse ist keine E-Mail-Adresse.',
};

/** What kept a mail from going out, for its code in the outbox. */
export function mailProblemText(code: string): string {
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known !== undefined) return known;
  const reply = /^smtp-(\d{3})$/.exec(code)?.[1];
  if (reply?.startsWith('5') === true)
    return `Der Mailserver hat die E-Mail abgelehnt (Antwort ${reply}). Vielleicht stimmt die Adresse nicht.`;
  if (reply !== undefined) return `Der Mailserver nimmt die E-Mail gerade nicht an (Antwort ${reply}).`;
  if (code.startsWith('file-'))
    return 'Die Datei konnte nicht geschrieben werden. Der Betrieb muss den Speicher prüfen.';
  return 'Beim Senden ist ein Fehler passiert.';
}
