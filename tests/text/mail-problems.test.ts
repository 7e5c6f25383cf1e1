import { expect, it } from 'vitest';
import { mailProblemText } from '#text/mail-problems.ts';

it.each([
  ['connection', 'nicht zu erreichen'],
  ['timeout', 'antwortet nicht'],
  ['tls', 'verschlüsselte Verbindung'],
  ['sign-in', 'Zugangsdaten'],
  ['address', 'keine E-Mail-Adresse'],
  ['smtp-451', 'gerade nicht an (Antwort 451)'],
  ['smtp-550', 'abgelehnt (Antwort 550)'],
  ['file-ENOSPC', 'Speicher prüfen'],
  ['constructor', 'ein Fehler passiert'],
])('the problem %s has German words', (code, words) => expect(mailProblemText(code)).toContain(words));
