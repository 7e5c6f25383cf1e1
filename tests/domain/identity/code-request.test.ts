import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCodeRequest, writeCodeRequest } from '#domain/identity/code-request.ts';

const token = fc.stringMatching(/^[\w-]{43}$/);

describe('what a browser keeps while it waits for a code', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(token, fc.emailAddress(), (secret, email) => {
        expect(readCodeRequest(writeCodeRequest({ token: secret, email }))).toEqual({ token: secret, email });
      }),
    );
  });

  it.each([
    undefined,
    '',
    'x',
    ':',
    'a'.repeat(43),
    `${'a'.repeat(42)}:a@b.example`,
    `${'a'.repeat(43)}:`,
    `${'a'.repeat(43)}:${'x'.repeat(255)}`,
  ])('%j is none of ours', (value) => expect(readCodeRequest(value)).toBeNull());
});
