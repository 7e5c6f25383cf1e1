/**
 * One line of JSON per event on standard output. Only ids and codes: no names, no addresses, no answers, no secrets.
 */
export function log(
  level: 'info' | 'warn' | 'error',
  event: string,
  details: Record<string, string | number | null> = {},
): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...details })}\n`);
}
