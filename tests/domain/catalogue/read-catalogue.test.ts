import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#domain/catalogue/read-catalogue.ts';
import { hashOf } from '#platform/course-files.ts';
import { edited, validCourse } from '../../support/course-tree.ts';
import { ANFANG, GANZ, MODULE, SVG, WEITER, put, replace } from './broken/broken.ts';

const { catalogue, findings } = readCatalogue(validCourse(), 'abc');

describe('a course tree without mistakes', () => {
  it('has no finding', () => expect(findings).toEqual([]));

  it('gives its modules with units by position and sessions', () => {
    expect(Object.keys(catalogue.modules)).toEqual(['muster', 'spaeter']);
    expect(catalogue.modules['muster']?.units.map((unit) => unit.slug)).toEqual(['anfang', 'weiter', 'lesen']);
    expect(catalogue.modules['spaeter']?.sessions.map((session) => session.key)).toEqual(['spaeter/kennenlernen']);
  });

  it('gives a unit with its headings, exercises, words and minutes', () => {
    expect(catalogue.units['muster/anfang']).toMatchObject({
      key: 'muster/anfang',
      moduleId: 'muster',
      position: 1,
      level: 'grundlagen',
      file: ANFANG,
      headings: [
        { id: 'die-idee', text: 'Die Idee' },
        { id: 'kurz-gesagt', text: 'Kurz gesagt' },
      ],
      exercises: ['begriffe', 'merkmale', 'stimmt-das', 'reihenfolge', 'paare'].map((id) => `muster/${id}`),
      minutes: 10,
    });
    expect(catalogue.units['muster/lesen']).toMatchObject({
      level: 'vertieft',
      worksheets: ['muster/mein-board'],
      words: 2,
    });
  });

  it('counts headings, tables and list items as words, but no attributes', () => {
    const text =
      '---\ntitle: W\nobjective: o\n---\n\nEins **zwei** drei.\n\n## Vier fünf\n\n| a | b |\n| --- | --- |\n| c | d |\n\n- sechs\n  sieben\n\n> acht [neun](/impressum)\n\n<Drawing file="tafel.svg" alt="Nicht mitgezählt hier" caption="auch nicht" />\n';
    const { catalogue: other } = readCatalogue(edited(validCourse(), [put(WEITER, text)]), '');
    expect(other.units['muster/weiter']?.words).toBe(13);
  });

  it('works out a line: all units and then all sessions, or the steps as written; a module in preparation has sessions only', () => {
    expect(catalogue.programmes['ganz']?.line).toEqual([
      { moduleId: 'muster', stations: [...units('anfang', 'weiter', 'lesen'), session('muster/werkstatt')] },
      { moduleId: 'spaeter', stations: [session('spaeter/kennenlernen')] },
    ]);
    expect(catalogue.programmes['auswahl']?.line).toEqual([
      { moduleId: 'spaeter', stations: [session('spaeter/kennenlernen')] },
      { moduleId: 'muster', stations: [session('muster/werkstatt'), ...units('lesen')] },
    ]);
  });

  it('a unit of a module in preparation is on no line yet', () => {
    const draft = '---\ntitle: Entwurf\nobjective: warten\n---\n\nText.\n';
    const other = readCatalogue(
      edited(validCourse(), [put('courses/spaeter/units/01-entwurf.mdx', draft)]),
      '',
    ).catalogue;
    expect(other.units['spaeter/entwurf']).toBeDefined();
    expect(other.programmes['ganz']?.line).toEqual(catalogue.programmes['ganz']?.line);
    expect(other.programmes['auswahl']?.line).toEqual(catalogue.programmes['auswahl']?.line);
  });

  it('is frozen to its depths', () => {
    expect(Object.isFrozen(catalogue.modules)).toBe(true);
    expect(Object.isFrozen(catalogue.units['muster/anfang']?.headings[0])).toBe(true);
    expect(Object.isFrozen(catalogue.programmes['ganz']?.line[0]?.stations)).toBe(true);
  });

  it('survives JSON and carries the given hash', () => {
    expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
    expect(catalogue.hash).toBe('abc');
  });

  it('is the same in whatever order the files come', () => {
    expect(readCatalogue(validCourse().reverse(), 'abc').catalogue).toEqual(catalogue);
  });

  it('takes Windows line ends for what they are', () => {
    const windows = validCourse().map(({ path, text }) => ({ path, text: text.replace(/\n/g, '\r\n') }));
    expect(readCatalogue(windows, 'abc').findings).toEqual([]);
  });
});

describe('a course tree with mistakes', () => {
  const broken = readCatalogue(
    edited(validCourse(), [
      replace(MODULE, 'hue: 1', 'hue: 9'),
      replace(MODULE, 'title: Muster', 'titel: Muster'),
      replace(ANFANG, '## Kurz gesagt', '# Kurz gesagt'),
      replace(ANFANG, '/impressum', 'impressum'),
      replace(SVG, 'd-soft', 'd-weich'),
      replace(GANZ, 'kind: competence', 'kind: leistung'),
    ]),
    '',
  );

  it('tells all of them, by path and line', () => {
    expect(broken.findings.map(({ path, line, code }) => `${path}:${line} ${code}`)).toEqual([
      `${GANZ}:11 not-one-of`,
      `${SVG}:5 svg-class`,
      `${MODULE}:1 unknown-key-similar`,
      `${MODULE}:9 number-too-big`,
      `${ANFANG}:11 link-relative`,
      `${ANFANG}:31 heading-first-rank`,
    ]);
  });

  it('still gives what could be read, and leaves out what could not', () => {
    expect(Object.keys(broken.catalogue.modules)).toEqual(['spaeter']);
    expect(Object.keys(broken.catalogue.programmes)).toEqual(['auswahl']);
    expect(broken.catalogue.units['muster/anfang']).toBeDefined();
    expect(broken.catalogue.programmes['auswahl']?.line.map(({ moduleId }) => moduleId)).toEqual(['spaeter']);
  });

  it('no files at all give only the finding that the competences are missing', () => {
    expect(readCatalogue([], '').findings.map(({ code }) => code)).toEqual(['competences-missing']);
  });
});

it('the hash depends on paths, texts and nothing else', () => {
  const file = { path: 'a', text: 'b' };
  expect(hashOf([file])).toBe(hashOf([{ ...file }]));
  expect(hashOf([file])).not.toBe(hashOf([{ path: 'ab', text: '' }]));
  expect(hashOf([file])).toMatch(/^[0-9a-f]{64}$/);
});

const units = (...slugs: string[]) => slugs.map((slug) => ({ kind: 'unit', key: `muster/${slug}` }));
const session = (key: string) => ({ kind: 'session', key });
