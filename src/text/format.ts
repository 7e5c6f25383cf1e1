const cached = new Map<string, Intl.DateTimeFormat>();

/** Intl's formatters are slow to make and are kept: a few per zone. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}${JSON.stringify(options)}`;
  const known = cached.get(key) ?? new Intl.DateTimeFormat('de-DE', { timeZone: zone, ...options });
  cached.set(key, known);
  return known;
}

/** "Dienstag, 1. Dezember" */
export const longDay = (at: Date, zone: string): string =>
  formatter(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);

/** "Di 1. Dez." */
export const shortDay = (at: Date, zone: string): string =>
  formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' })
    .format(at)
    .replace(/^(\S+?)\.?,/, '$1');

/** "13 Uhr", "9.30 Uhr" */
export const clock = (at: Date, zone: string): string => `${hours(at, zone)} Uhr`;

/** "13 bis 17 Uhr" */
export const timeSpan = (from: Date, to: Date, zone: string): string =>
  `${hours(from, zone)} bis ${hours(to, zone)} Uhr`;

/** "24. November 2026", for a calendar day YYYY-MM-DD. */
export const calendarDay = (day: string): string =>
  formatter('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));

/** "3. November 2026 bis 19. Februar 2027" */
export const daySpan = (from: string, to: string): string => `${calendarDay(from)} bis ${calendarDay(to)}`;

/** "24. November, 14.05 Uhr" */
export const dayAndTime = (at: Date, zone: string): string =>
  `${formatter(zone, { day: 'numeric', month: 'long' }).format(at)}, ${hours(at, zone, true)} Uhr`;

/** "24.11.2026, 14.05 Uhr" */
export const stamp = (at: Date, zone: string): string =>
  `${formatter(zone, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(at)}, ${hours(at, zone, true)} Uhr`;

const NUMBER_WORDS = [
  'null',
  'ein',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
];

/** "Sechs", for the beginning of a heading; figures from thirteen on. */
export function numberWord(count: number): string {
  const word = NUMBER_WORDS[count] ?? String(count);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "1 Übung", "3 Übungen" */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** "4 Stunden", "90 Minuten", "2,5 Stunden" */
export function duration(minutes: number): string {
  if (minutes < 120 && minutes % 60 !== 0) return counted(minutes, 'Minute', 'Minuten');
  const value = minutes / 60;
  return `${value.toLocaleString('de-DE', { maximumFractionDigits: 1 })} ${value === 1 ? 'Stunde' : 'Stunden'}`;
}

function hours(at: Date, zone: string, always = false): string {
  const parts = formatter(zone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const hour = Number(parts.find((part) => part.type === 'hour')?.value);
  const minute = parts.find((part) => part.type === 'minute')?.value ?? '00';
  return minute === '00' && !always ? String(hour) : `${hour}.${minute}`;
}
