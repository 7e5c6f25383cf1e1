/** A text that people agree to or take note of. A changed text gets a new version; rows keep the version that was shown. */
export interface ConsentText {
  id: string;
  version: number;
  /** Without it nobody gets in; then it is a notice rather than a consent (GDPR, articles 13 and 7 (4)). */
  isRequired: boolean;
  label: string;
  help?: string;
}

/** In the order in which they are shown. */
export const CONSENTS: readonly ConsentText[] = [
  {
    id: 'datenschutz',
    version: 1,
    isRequired: true,
    label: 'Ich habe die Hinweise zum Datenschutz zur Kenntnis genommen.',
  },
  {
    id: 'angebote',
    version: 1,
    isRequired: false,
    label: 'Mein Zentrum darf mir nach dem Ende des Durchgangs per E-Mail weitere Angebote schicken.',
    help: 'Freiwillig. Sie können das jederzeit auf der Seite „Ihr Konto“ ändern, ohne Nachteil.',
  },
];
