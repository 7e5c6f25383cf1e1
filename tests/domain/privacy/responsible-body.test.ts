import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lacksAgreement, privacyFrontMatter } from '#domain/privacy/responsible-body.ts';

const text = readFileSync('content/pages/datenschutz.md', 'utf8');
const written: unknown = parse(text.split('---\n')[1] ?? '');
const body = { name: 'Zentrum', anschrift: 'Straße 1', mail: 'post@zentrum.example', aufgabe: 'alles' };

describe('who is responsible', () => {
  it('stands in the page’s front matter, joint controllers with their agreement', () => {
    const page = privacyFrontMatter.parse(written);
    expect(page.verantwortliche.length).toBeGreaterThan(0);
    expect(lacksAgreement(page)).toBe(false);
  });

  it('is at least one body with a way to reach it', () => {
    const accepts = (verantwortliche: unknown) =>
      privacyFrontMatter.safeParse({ title: 'Datenschutz', verantwortliche }).success;
    expect(accepts([body])).toBe(true);
    expect(accepts([])).toBe(false);
    expect(accepts([{ ...body, mail: '' }])).toBe(false);
    expect(accepts([{ ...body, telefonnummer: '1' }])).toBe(false);
  });

  it('says for several what they agreed on', () => {
    const page = { title: 'Datenschutz', verantwortliche: [body, body] };
    expect(lacksAgreement(privacyFrontMatter.parse(page))).toBe(true);
    expect(lacksAgreement(privacyFrontMatter.parse({ ...page, vereinbarung: 'Das Zentrum gibt Auskunft.' }))).toBe(
      false,
    );
    expect(lacksAgreement(privacyFrontMatter.parse({ ...page, verantwortliche: [body] }))).toBe(false);
  });

  it('and the table of data have their places in the text', () => {
    for (const place of ['verantwortliche', 'daten', 'fristen'])
      expect(text.match(new RegExp(`^\\[\\[${place}\\]\\]$`, 'gm')), place).toHaveLength(1);
  });
});
