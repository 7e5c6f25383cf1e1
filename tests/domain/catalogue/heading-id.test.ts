import { expect, it } from 'vitest';
import { headingId } from '#domain/catalogue/heading-id.ts';

it.each([
  ['Die Idee', 'die-idee'],
  ['Größe & Übung: „Äpfel“', 'groesse-uebung-aepfel'],
  ['U\u0308bung', 'uebung'],
  ['STRASSE und Straße', 'strasse-und-strasse'],
  ['Café 24/7', 'cafe-24-7'],
  ['  – Ende –  ', 'ende'],
  ['…', ''],
])('%s → %s', (text, id) => expect(headingId(text)).toBe(id));
