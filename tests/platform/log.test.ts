import { describe, expect, it } from 'vitest';
import { faultDetails } from '#platform/log.ts';

const messageOf = (error: Error) => faultDetails(error)['message'];

describe('what is told of a fault', () => {
  it('is its kind, its code and its place', () => {
    const error = Object.assign(new TypeError('x is not a function'), { code: 'E_X' });
    expect(faultDetails(error)).toMatchObject({
      error: 'TypeError',
      code: 'E_X',
      message: 'x is not a function',
      stack: expect.stringContaining('log.test.ts'),
    });
    expect(faultDetails(error)['stack']).not.toContain('\n');
  });

  it('is the kind and the code of its cause too', () => {
    const cause = Object.assign(new Error("UNIQUE constraint failed: 'anna@firma.example'"), { code: 'SQLITE_X' });
    expect(faultDetails(new Error('failed', { cause }))['cause']).toBe('Error SQLITE_X UNIQUE constraint failed: …');
  });

  it('is not much when something else than an error was thrown', () => {
    expect(faultDetails('Anna Lerch')).toEqual({ error: 'string' });
  });

  const leaks: [string, Error, string][] = [
    [
      "a statement's values",
      new Error('Failed query: insert into person values (?, ?)\nparams: Anna,Lerch\n,Straße 1'),
      'Failed query: insert into person values (?, ?)\nparams: …',
    ],
    ['an address', new Error('no mailbox for anna@firma.example here'), 'no mailbox for … here'],
    [
      'a text in quotes',
      new Error(`Unexpected token 'A', "Anna Lerch" is not valid JSON`),
      'Unexpected token …, … is not valid JSON',
    ],
    ['a text in German quotes', new Error('kein Ort „Haus Lerch“ gefunden'), 'kein Ort … gefunden'],
    ['a code of six digits', new Error('wrong code 731902'), 'wrong code …'],
    ['a token', new Error('unknown link q8Zk2hJ5xW1vN7cR4tY0q8Zk2hJ5xW1vN7cR4tY0abc'), 'unknown link …'],
  ];
  it.each(leaks)('is not %s', (_name, error, expected) => expect(messageOf(error)).toBe(expected));

  it('is no novel', () => expect(messageOf(new Error('wort '.repeat(1_000)))?.length).toBeLessThanOrEqual(200));
});
