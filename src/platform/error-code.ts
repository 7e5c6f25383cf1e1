/** The code of an error or of what caused it, else its name: a message may quote what somebody wrote, a code cannot. */
export function errorCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** Where an error was thrown: the first line of its stack below the message; empty when unknown. */
export function errorPlace(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return /^ {4}at .*$/m.exec(stack)?.[0].trim() ?? '';
}
