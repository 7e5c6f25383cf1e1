import { addDays, instantOf, workdayFrom } from '#domain/cohorts/calendar.ts';

export const DEMO_ZONE = 'Europe/Berlin';
export const DEMO_COHORT = { id: 'demo-durchgang', slug: 'demo', programmeId: 'digital-maker' };

/** What the learner of the demonstration wrote herself: word for word the model answer would be nobody's own. By exercise. */
export const DEMO_OWN_WORDS: Readonly<Record<string, string>> = {
  'agiles-arbeiten/mein-vorhaben':
    'Wir wollen, dass unsere Monteure ihre Wartungsberichte auf dem Tablet schreiben statt auf Durchschlagpapier. Klar ist, was in einem Bericht stehen muss und wer ihn am Ende braucht. Nicht klar ist, ob das mit Handschuhen und in Hallen ohne Empfang überhaupt geht. Als Erstes würde ich zwei Monteure eine Woche lang mit einem geliehenen Tablet losschicken und freitags mit ihnen durchgehen, wo sie doch zum Papier gegriffen haben.',
};

/** Further learners, with how many units they completed and whether they stand in the middle of the next one. */
export const DEMO_LEARNERS: {
  name: [string, string];
  completed: number;
  started: boolean;
  kickOff: 'present' | 'late' | 'excused' | 'absent';
}[] = [
  { name: ['Torsten', 'Wieling'], completed: 6, started: false, kickOff: 'present' },
  { name: ['Nadine', 'Schulze Höping'], completed: 5, started: true, kickOff: 'present' },
  { name: ['Mehmet', 'Kaya'], completed: 4, started: true, kickOff: 'present' },
  { name: ['Birgit', 'Lammers'], completed: 3, started: false, kickOff: 'late' },
  { name: ['Sven', 'Oldekotte'], completed: 3, started: true, kickOff: 'present' },
  { name: ['Aleksandra', 'Nowak'], completed: 2, started: true, kickOff: 'present' },
  { name: ['Jürgen', 'Thesing'], completed: 2, started: false, kickOff: 'excused' },
  { name: ['Lena', 'Große-Vehne'], completed: 1, started: true, kickOff: 'present' },
  { name: ['Dirk', 'Hülsmann'], completed: 1, started: false, kickOff: 'absent' },
  { name: ['Fatma', 'Yıldız'], completed: 0, started: true, kickOff: 'present' },
  { name: ['Uwe', 'Pöpping'], completed: 0, started: false, kickOff: 'present' },
];

/** With a space that does not break. */
const PLACE = 'Kreishaus Musterstadt, Raum\u00a02.14';

/** Sessions of the demonstration in days from today; a weekend moves to the Monday after it. */
const SESSIONS = [
  {
    id: 'demo-auftakt',
    sessionKey: 'wandel-gestalten/auftakt',
    days: -14,
    from: '13:00',
    to: '16:00',
    mode: 'onsite',
    place: PLACE,
  },
  {
    id: 'demo-aufgabenboard',
    sessionKey: 'agiles-arbeiten/werkstatt-aufgabenboard',
    days: 7,
    from: '13:00',
    to: '17:00',
    mode: 'onsite',
    place: PLACE,
  },
  {
    id: 'demo-betriebsbesuch',
    sessionKey: 'prozesse-modellieren/betriebsbesuch',
    days: 23,
    from: '09:00',
    to: '13:00',
    mode: 'visit',
    place: 'Maschinenbau Beispiel, Musterdorf',
  },
  {
    id: 'demo-daten',
    sessionKey: 'daten-nutzen/daten-werkstatt',
    days: 44,
    from: '13:00',
    to: '17:00',
    mode: 'onsite',
    place: PLACE,
  },
  {
    id: 'demo-ki',
    sessionKey: 'kuenstliche-intelligenz/ki-labor',
    days: 58,
    from: '13:00',
    to: '17:00',
    mode: 'online',
    place: null,
  },
  {
    id: 'demo-fahrplan',
    sessionKey: 'digitalstrategie/fahrplan-werkstatt',
    days: 79,
    from: '13:00',
    to: '17:00',
    mode: 'onsite',
    place: PLACE,
  },
] as const;

export const DEMO_KICK_OFF = SESSIONS[0].id;

/** All dates of the demonstration around a day (YYYY-MM-DD). */
export function demonstrationDates(today: string) {
  return {
    startsOn: addDays(today, -14),
    endsOn: addDays(today, 86),
    sessions: SESSIONS.map(({ days, from, to, ...session }) => {
      const day = workdayFrom(addDays(today, days));
      return { ...session, startsAt: instantOf(day, from, DEMO_ZONE), endsAt: instantOf(day, to, DEMO_ZONE) };
    }),
  };
}
