import { describe, expect, it } from 'vitest';
import { readCentreDetails, type CentreFields } from '#domain/identity/centre-details.ts';

const fields: CentreFields = {
  name: ' Zentrum  Nord ',
  contactName: '',
  contactEmail: ' ',
  contactPhone: '',
  mailSenderName: '',
  mailReplyTo: '',
  requiresPasskeys: false,
};

describe('the details of a centre', () => {
  it('need only a name; what is left empty is nothing', () => {
    expect(readCentreDetails(fields)).toEqual({
      name: 'Zentrum Nord',
      contactName: null,
      contactEmail: null,
      contactPhone: null,
      mailSenderName: null,
      mailReplyTo: null,
      requiresPasskeys: false,
    });
  });

  it('are kept as typed where that can be used', () => {
    const given = {
      contactEmail: 'Info@Nord.example',
      contactPhone: '+49 (251) 83-123',
      mailReplyTo: 'a@nord.example',
    };
    expect(readCentreDetails({ ...fields, ...given })).toMatchObject({ ...given, contactEmail: 'info@nord.example' });
  });

  const wrong: [Partial<CentreFields>, string][] = [
    [{ name: ' ' }, 'centre-name'],
    [{ name: 'x'.repeat(81) }, 'centre-name'],
    [{ contactName: 'Büro\u0000' }, 'contact-name'],
    [{ contactEmail: 'info@nord' }, 'contact-email'],
    [{ contactPhone: 'ruf mich an' }, 'contact-phone'],
    [{ contactPhone: '1'.repeat(41) }, 'contact-phone'],
    [{ mailSenderName: 'Nord <info@nord.example>' }, 'mail-sender-name'],
    [{ mailReplyTo: 'nord.example' }, 'mail-reply-to'],
  ];
  it.each(wrong)('%j is told as %s', (change, problem) => {
    expect(readCentreDetails({ ...fields, ...change })).toBe(problem);
  });
});
