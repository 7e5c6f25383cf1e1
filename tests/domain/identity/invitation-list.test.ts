import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVITATION_MAX_PEOPLE, readInvitationList, readInvitee } from '#domain/identity/invitation-list.ts';

const problemsOf = (text: string) => readInvitationList(text).problems.map(({ line, problem }) => `${line} ${problem}`);

describe('a list of people to invite', () => {
  it('has a person in each line, with blanks around what counts, and empty lines between', () => {
    expect(
      readInvitationList('Anna; Lerch; Anna.Lerch@Firma.example\r\n\r\n  Jan  Peter ;von  Oben;jan@firma.example  '),
    ).toEqual({
      invitees: [
        { givenName: 'Anna', familyName: 'Lerch', email: 'anna.lerch@firma.example' },
        { givenName: 'Jan Peter', familyName: 'von Oben', email: 'jan@firma.example' },
      ],
      problems: [],
    });
  });

  it('may be three columns copied from a table', () => {
    expect(readInvitationList('Anna\tLerch\tanna@firma.example').invitees).toHaveLength(1);
  });

  const wrong: [string, string][] = [
    ['Anna; anna@firma.example', 'fields'],
    ['Anna; Lerch; anna@firma.example; 0251', 'fields'],
    ['Anna Lerch anna@firma.example', 'fields'],
    ['; Lerch; anna@firma.example', 'given-name'],
    [`${'a'.repeat(81)}; Lerch; anna@firma.example`, 'given-name'],
    ['Anna; ; anna@firma.example', 'family-name'],
    ['Anna; <b>Lerch</b>; anna@firma.example', 'family-name'],
    ['Anna; Lerch; anna@firma', 'email'],
    ['Anna; Lerch; anna', 'email'],
    ['Anna; Lerch; ', 'email'],
    ['Anna; Lerch; anna@firma.example, bea@firma.example', 'email'],
  ];
  it.each(wrong)('tells what is wrong with %j: %s', (line, problem) => {
    expect(problemsOf(line)).toEqual([`1 ${problem}`]);
  });

  it('tells the number of a line as an editor would, empty ones counted', () => {
    expect(problemsOf('Anna; Lerch; a@firma.example\n\nBea')).toEqual(['3 fields']);
  });

  it('takes an address once', () => {
    expect(problemsOf('A; B; a@firma.example\nC; D; A@Firma.example')).toEqual(['2 twice']);
  });

  it('takes a hundred people and not one more', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => `A; B; person${index}@firma.example`).join('\n');
    expect(problemsOf(lines(INVITATION_MAX_PEOPLE))).toEqual([]);
    expect(problemsOf(lines(INVITATION_MAX_PEOPLE + 1))).toEqual([`${INVITATION_MAX_PEOPLE + 1} too-many`]);
  });

  const part = fc.constantFrom(
    'Anna',
    'ä',
    ' ',
    ';',
    '\t',
    '\n',
    '\r\n',
    '@',
    'a@b.de',
    'firma.example',
    '<',
    '"',
    '\u0000',
    '',
  );
  it('loses no line: each is somebody, has a problem, or is empty', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { invitees, problems } = readInvitationList(text);
        const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
        expect(invitees.length + problems.length).toBe(lines.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads again what was read, and nobody has two lines in a name', () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'Ö', 'ß', ' ', '-', "'", '.') });
    const invitee = fc.record({ givenName: name, familyName: name, email: fc.constant('x@firma.example') });
    fc.assert(
      fc.property(invitee, (typed) => {
        const read = readInvitee(typed);
        if (typeof read === 'string') return;
        const line = [read.givenName, read.familyName, read.email].join('; ');
        expect(readInvitationList(line)).toEqual({ invitees: [read], problems: [] });
        expect(line).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
