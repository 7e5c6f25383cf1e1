/** The password of every sign-in of a demonstration. */
export const DEMO_PASSWORD = 'digital-maker-demo';

/** Sign-ins of the demonstration, in the order in which the sign-in page shows them. */
export const DEMO_ACCOUNTS = [
  { email: 'teilnehmerin@demo.example', name: ['Jana', 'Brinkmann'], does: 'lernt', role: null },
  { email: 'trainerin@demo.example', name: ['Meike', 'Osterkamp'], does: 'begleitet den Durchgang', role: 'trainer' },
  {
    email: 'koordination@demo.example',
    name: ['Holger', 'Venhoff'],
    does: 'koordiniert im Zentrum',
    role: 'coordinator',
  },
  { email: 'betrieb@demo.example', name: ['Sibel', 'Aydin'], does: 'betreibt die Plattform', role: 'operator' },
] as const;
