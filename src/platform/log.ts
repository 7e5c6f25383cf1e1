import pino from 'pino';

/**
 * One line of JSON per event on standard output. Only ids and codes: no names, no addresses, no answers, no secrets.
 * What bears one of these names is not written, should somebody pass it by mistake.
 */
const NEVER_WRITTEN = ['email', 'password', 'name', 'givenName', 'familyName', 'token', 'cookie', 'address'];
/** Frames of a stack that are written; the first ones tell the place. */
const FRAMES_MAX = 8;
const MESSAGE_MAX_LENGTH = 200;

const logger = pino(
  {
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: NEVER_WRITTEN, remove: true },
  },
  // Written at once: a line that waits in memory is lost when the process dies, and that one would tell why.
  pino.destination({ dest: 1, sync: true }),
);

/** Writes an event, such as `request-failed`, with its ids and codes. */
export function log(
  level: 'info' | 'warn' | 'error',
  event: string,
  details: Record<string, string | number | null> = {},
): void {
  logger[level]({ event, ...details });
}

/** What may be told of an error: its kind, code and place. Its message only without what people typed. */
export function faultDetails(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = codeOf(error);
  const cause = error.cause instanceof Error ? error.cause : null;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(code === null ? {} : { code }),
    message: withoutValues(error.message),
    ...(cause === null
      ? {}
      : { cause: `${cause.name} ${codeOf(cause) ?? ''} ${withoutValues(cause.message)}`.replace(/\s+/g, ' ') }),
    stack: frames
      .slice(0, FRAMES_MAX)
      .map((line) => line.trim())
      .join(' | '),
  };
}

/**
 * Libraries put values into messages: Drizzle a statement's parameters, JSON.parse a piece of the text, others the
 * address or name that did not fit. What stands in quotes, looks like an address or is a long number is left out.
 */
function withoutValues(message: string): string {
  return message
    .replace(/\bparams:[\s\S]*$/, 'params: …')
    .replace(/\S+@\S+/g, '…')
    .replace(/(["'„“”`])(?:(?!\1)[^\n]){1,200}?["'“”`]/g, '…')
    .replace(/\d{6,}|[\w-]{32,}/g, '…')
    .slice(0, MESSAGE_MAX_LENGTH);
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
