import { describe, expect, it } from 'vitest';
import { jobText, reportText } from '#text/jobs.ts';

describe('what a job did', () => {
  it.each([
    [{ jobRuns: 1, failedMails: 0, mailFiles: 3 }, '1 alter Lauf, 3 abgelegte E-Mails.'],
    [{ sign_in_code: 2 }, 'Anmeldecodes: 2.'],
    [{ jobRuns: 0 }, 'Es war nichts zu tun.'],
    [{}, 'Es war nichts zu tun.'],
    [{ problem: 'SQLITE_FULL' }, 'Fehler SQLITE_FULL.'],
    [{ constructor: 2 }, 'constructor: 2.'],
    [{ problem: 'LONG_IDLE' }, expect.stringMatching(/^Nicht ausgeführt, .*gelöscht wurde nichts.*„npm run job“\)\.$/)],
  ])('%j', (report, words) => expect(reportText(report)).toEqual(words));
});

it('a job without words is called by its name', () => expect(jobText('neu')).toEqual({ title: 'neu', does: '' }));
