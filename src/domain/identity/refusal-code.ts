/** Kinds of no; the server throws them, `text/refusals.ts` has the words. */
export type RefusalCode =
  'signed-out' | 'forbidden' | 'not-found' | 'conflict' | 'expired' | 'invalid' | 'too-large' | 'too-many' | 'busy';
