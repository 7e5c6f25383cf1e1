import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '#domain/identity/refusal-code.ts';
import { faultText, refusalText, type RefusalText } from '#text/refusals.ts';

const STATUS: Record<RefusalCode, number> = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  expired: 410,
  invalid: 400,
  'too-large': 413,
  'too-many': 429,
  busy: 503,
};
const isCode = (name: string): name is RefusalCode => Object.hasOwn(STATUS, name);

/** Every code and detail that the program throws or shows. */
const THROWN = [
  ...new Set(
    globSync(['src/**/*.{ts,astro}', 'server.mjs']).flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(/(?:new Refusal|problem|refusalText)\('([a-z-]+)'(?:, '([a-z-]+)')?\)/g),
      ].map(([, code = '', detail = '']) => `${code}:${detail}`),
    ),
  ),
];

/** What to do, as a person is asked to do it. */
const WHAT_TO_DO =
  /(Melden|Wenden|wenden|Laden|Versuchen|versuchen|Warten|Kürzen|Öffnen|Prüfen|Gehen|Lesen können|Fragen|Rufen) Sie\b/;
/** That nothing was lost or changed. */
const WHAT_IS_SAFE =
  /(erhalten|nichts geändert|nichts gespeichert|nicht betroffen|nicht verloren|ist gespeichert|nicht übernommen|nichts verloren)/;

function expectWords({ title, text }: RefusalText): void {
  expect(title).toMatch(/^[A-ZÄÖÜ].{5,80}[^.!]$/);
  expect(text).toMatch(WHAT_TO_DO);
  expect(text.match(/[.:](?:\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
  expect(`${title} ${text}`).not.toMatch(/\b(error|failed|invalid|forbidden|undefined|null|Fehlercode|du|dein)\b/i);
}

describe.each(Object.entries(STATUS))('%s', (code, status) => {
  const text = isCode(code) ? refusalText(code) : faultText;
  it(`has status ${status}`, () => expect(text.status).toBe(status));
  it('says what happened and what to do', () => expectWords(text));
});

describe('that nothing was lost', () => {
  // Too many tries happen before anything could be lost.
  it.each(Object.keys(STATUS).filter((code) => code !== 'too-many'))('is said by %s', (code) => {
    expect(isCode(code) ? refusalText(code).text : '').toMatch(WHAT_IS_SAFE);
  });
});

describe('what the program throws', () => {
  it('was found', () => expect(THROWN.length).toBeGreaterThan(8));

  it.each(THROWN)('%s has words of its own code', (thrown) => {
    const [code = '', detail = ''] = thrown.split(':');
    if (!isCode(code)) throw new Error(`${code} is no code`);
    const text = refusalText(code, detail || null);
    expect(text.status).toBe(STATUS[code]);
    expectWords(text);
  });
});

describe('a fault of ours', () => {
  it('says what happened, what is safe and what to do', () => {
    expect(faultText.status).toBe(500);
    expectWords(faultText);
    expect(faultText.text).toMatch(WHAT_IS_SAFE);
  });
});

describe('an unknown detail', () => {
  it.each(['unheard-of', 'constructor', '__proto__', 'toString'])('%s has the words of its code', (detail) => {
    expect(refusalText('invalid', detail)).toEqual(refusalText('invalid'));
  });
});
