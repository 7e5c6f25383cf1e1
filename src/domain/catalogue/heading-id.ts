/** The id of a heading in the page's address: "Grenzen für die Arbeit" → "grenzen-fuer-die-arbeit". */
export function headingId(text: string): string {
  return text
    .toLocaleLowerCase('de-DE')
    .normalize('NFC')
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
