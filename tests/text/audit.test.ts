import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, auditText, type AuditFacts } from '#text/audit.ts';

const entry: AuditFacts = {
  action: 'role-granted',
  targetKind: 'person',
  targetName: 'Anna Lerch',
  detail: { role: 'trainer', cohort: 'x' },
  cohort: 'Nord',
};

describe('the audit log in words', () => {
  it('says what was done to whom, and where', () => {
    expect(auditText(entry)).toBe('Rolle gegeben: Anna Lerch, Trainer:in im Durchgang „Nord“');
    expect(auditText({ ...entry, detail: { role: 'coordinator' }, cohort: null })).toBe(
      'Rolle gegeben: Anna Lerch, Koordination',
    );
    expect(auditText({ ...entry, action: 'centre-changed', detail: { fields: 'name logoFileId' } })).toBe(
      'Angaben des Zentrums geändert: Name, Logo',
    );
  });

  it('has words for who is no longer there, and shows a code that it does not know', () => {
    expect(auditText({ ...entry, action: 'account-deactivated', targetName: null })).toBe(
      'Zugang deaktiviert: eine gelöschte Person',
    );
    expect(auditText({ ...entry, action: '__proto__' })).toBe('__proto__');
  });

  it('has words for everything that is recorded', () => {
    // A right that is asked for has a colon in its name, an entry of the log has none.
    const recorded = globSync('src/{server,jobs}/**/*.ts').flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      if (!/\b(recordAudit|auditAccount)\(/.test(text)) return [];
      return [...text.matchAll(/action: '([a-z-]+)'/g)].map(([, action]) => action);
    });
    expect(recorded.length).toBeGreaterThan(5);
    expect(recorded.filter((action) => !AUDIT_ACTIONS.includes(action ?? ''))).toEqual([]);
  });
});
