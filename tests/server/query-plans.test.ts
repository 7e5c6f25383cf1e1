import { globSync, readFileSync } from 'node:fs';
import type { Client, Transaction } from '@libsql/client';
import { eq, isNull, lte } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import type { Database } from '#platform/db.ts';
import { cohortsTaught, publicCohorts } from '#server/cohorts/queries.ts';
import { cohorts } from '#server/cohorts/tables.ts';
import { assign, placeOf } from '#server/cohorts/assign.ts';
import { deactivateAccount } from '#server/cohorts/deactivate-account.ts';
import { grantRole } from '#server/cohorts/grant-role.ts';
import { invitePeople } from '#server/cohorts/invite-people.ts';
import { membersOf, personCentres, personManaged, personOfCentre } from '#server/cohorts/membership.ts';
import { cohortsOfCentre, managedPerson, peopleOfCentre, waitingAtCentre } from '#server/cohorts/people.ts';
import { reactivateAccount } from '#server/cohorts/reactivate-account.ts';
import { resendInvitation } from '#server/cohorts/resend-invitation.ts';
import { revokeRole } from '#server/cohorts/revoke-role.ts';
import { contextOf, inTransaction, type Context } from '#server/context.ts';
import { addGeneratedLearners, createDemonstration } from '#server/demonstration/create.ts';
import { layDates } from '#server/demonstration/lay-dates.ts';
import { publicFile } from '#server/files/queries.ts';
import { storeFile } from '#server/files/store-file.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import { mailPerson } from '#server/identity/mail-person.ts';
import { addRole } from '#server/identity/add-role.ts';
import { changeCentre } from '#server/identity/change-centre.ts';
import { createCentre } from '#server/identity/create-centre.ts';
import { endSessions } from '#server/identity/end-sessions.ts';
import { inviteCoordinator } from '#server/identity/invite-coordinator.ts';
import { invitePerson, mailInvitation } from '#server/identity/invite-person.ts';
import { consumeLink, createLink, endLinks, findLink } from '#server/identity/links.ts';
import { offerInstallation } from '#server/identity/offer-installation.ts';
import { allCentres, centreDetails, coordinatedCentre } from '#server/identity/queries.ts';
import { accounts, roles } from '#server/identity/tables.ts';
import { auditLog } from '#server/operation/audit-log.ts';
import { installationState } from '#server/operation/installation-state.ts';
import { countErasureRequests } from '#server/privacy/count-erasure-requests.ts';
import { sessionsOf } from '#server/identity/sessions.ts';
import { signIn } from '#server/identity/sign-in.ts';
import { acceptInvitation, invitedOwner } from '#server/identity/accept-invitation.ts';
import { accountOwner, accountView } from '#server/identity/account.ts';
import { addPasskey } from '#server/identity/add-passkey.ts';
import { auditAccount } from '#server/identity/audit-account.ts';
import { keepChallenge, takeChallenge } from '#server/identity/challenges.ts';
import { changeConsents } from '#server/identity/change-consents.ts';
import { changeName } from '#server/identity/change-name.ts';
import { changePassword } from '#server/identity/change-password.ts';
import { confirmEmailChange } from '#server/identity/confirm-email-change.ts';
import { confirmPassword } from '#server/identity/confirm-password.ts';
import { createFirstOperator } from '#server/identity/create-first-operator.ts';
import { endSession } from '#server/identity/end-session.ts';
import { giveConsent } from '#server/identity/give-consent.ts';
import { forgiveAttempt, limitAttempts } from '#server/identity/limit-attempts.ts';
import { removePasskey } from '#server/identity/remove-passkey.ts';
import { removePassword } from '#server/identity/remove-password.ts';
import { renamePasskey } from '#server/identity/rename-passkey.ts';
import { requestEmailChange } from '#server/identity/request-email-change.ts';
import { requestPasswordReset } from '#server/identity/request-password-reset.ts';
import { requestSignInCode } from '#server/identity/request-sign-in-code.ts';
import { resetPassword } from '#server/identity/reset-password.ts';
import { signInWithCode } from '#server/identity/sign-in-with-code.ts';
import { signInWithPasskey } from '#server/identity/sign-in-with-passkey.ts';
import { startAddingPasskey } from '#server/identity/start-adding-passkey.ts';
import { startPasskeySignIn } from '#server/identity/start-passkey-sign-in.ts';
import { startSession } from '#server/identity/start-session.ts';
import { storePassword } from '#server/identity/store-password.ts';
import { completeUnit } from '#server/learning/complete-unit.ts';
import { enrolmentForRecording, participation } from '#server/learning/enrolment.ts';
import { attemptSummaries, solutionFor, unitView } from '#server/learning/queries.ts';
import { recordVisit, rememberVisit } from '#server/learning/record-visit.ts';
import { saveWorksheet } from '#server/learning/save-worksheet.ts';
import { submitAnswer } from '#server/learning/submit-answer.ts';
import { mails } from '#server/notifications/tables.ts';
import { unitVisits } from '#server/learning/tables.ts';
import { operatingFigures } from '#server/operation/operating-figures.ts';
import { datedSessions, myLines } from '#server/progress/queries.ts';
import { deliverMails } from '#server/notifications/deliver-mails.ts';
import { emptyFailedMails } from '#server/notifications/empty-failed-mails.ts';
import { centreMails, installationMails, mailForRetry } from '#server/notifications/queries.ts';
import { retryMail } from '#server/notifications/retry-mail.ts';
import { deleteOldJobRuns } from '#server/operation/delete-old-job-runs.ts';
import { finishJobRun } from '#server/operation/finish-job-run.ts';
import { lastJobRuns } from '#server/operation/queries.ts';
import { renewJobRun } from '#server/operation/renew-job-run.ts';
import { findLatestRun } from '#server/operation/find-latest-run.ts';
import { takeJobRun } from '#server/operation/take-job-run.ts';
import { CLIENT, PASSWORD } from '../support/access.ts';
import { authenticator } from '../support/authenticator.ts';
import { ANFANG_EXERCISES, RIGHT } from '../support/fixture-answers.ts';
import { enrolmentId, inDays, it, NOW, ORIGIN, type PersonName } from '../support/world.ts';
import { withdrawConsent } from '#server/identity/withdraw-consent.ts';
import { announceErasures } from '#server/privacy/announce-erasures.ts';
import { applyRetention } from '#server/privacy/apply-retention.ts';
import { carryOutErasure } from '#server/privacy/carry-out-erasure.ts';
import { eraseDue } from '#server/privacy/erase-due.ts';
import { eraseExpiredHolds } from '#server/privacy/erase-expired-holds.ts';
import { erasePerson } from '#server/privacy/erase-person.ts';
import { eraseRows } from '#server/privacy/erase-rows.ts';
import { erasureObstacleOf } from '#server/privacy/erasure-obstacle-of.ts';
import { expireInvitations } from '#server/privacy/expire-invitations.ts';
import { exportNames } from '#server/privacy/export-names.ts';
import { forgetTraces } from '#server/privacy/forget-traces.ts';
import { holdParticipation, holdsOf } from '#server/privacy/hold-participation.ts';
import { inactivePersons, isStillInactive } from '#server/privacy/inactive-persons.ts';
import { personalExport } from '#server/privacy/personal-export.ts';
import { holdList, myConsents, myErasure, pendingErasures } from '#server/privacy/queries.ts';
import { reapplyErasures } from '#server/privacy/reapply-erasures.ts';
import { requestErasure } from '#server/privacy/request-erasure.ts';
import { withdrawErasure } from '#server/privacy/withdraw-erasure.ts';
import { PNG } from '../support/pictures.ts';

/**
 * Tables that may be read from end to end: `centre` has a row per centre, `cohort` has a row per run of a programme, `demonstration` one row,
 * `json_each` what a statement was given, `job_name` a list that the statement makes.
 */
const MAY_BE_SCANNED = /^SCAN (centre|cohort|demonstration|json_each|job_name)\b/;
/** For these SQLite lists a search for children of the new row, which it makes only while a deferred rule is broken. */
const ADDS_ROWS = /^insert into "\w+" \([^)]*\) values /;

type Statement = { sql: string; args: unknown };

/** A handle that remembers all it was asked; nothing else about it is different. */
function recording(database: Database, statements: Statement[]): Database {
  const record = (statement: string | { sql: string; args?: unknown }, args: unknown) =>
    statements.push(
      typeof statement === 'string'
        ? { sql: statement, args: args ?? [] }
        : { sql: statement.sql, args: statement.args ?? [] },
    );
  const watched = <Target extends Client | Transaction>(target: Target): Target =>
    new Proxy(target, {
      get(_target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (name === 'execute')
            record(z.union([z.string(), z.object({ sql: z.string(), args: z.unknown() })]).parse(args[0]), args[1]);
          const result: unknown = Reflect.apply(value, target, args);
          return name === 'transaction' ? Promise.resolve(result).then((tx) => watched(asTransaction(tx))) : result;
        };
      },
    });
  return {
    ...database,
    reader: watched(database.reader),
    write: (work) => database.write((writer) => work(watched(writer))),
  };
}

function asTransaction(value: unknown): Transaction {
  if (typeof value !== 'object' || value === null || !('commit' in value)) throw new Error('this is no transaction');
  return value as Transaction; // checked: only transactions commit
}

/** The steps of SQLite's plan that read a growing table from end to end. */
async function scans(database: Database, { sql, args }: Statement): Promise<string[]> {
  if (!/^(select|insert|update|delete)/i.test(sql) || ADDS_ROWS.test(sql)) return [];
  const { rows } = await database.reader.execute({
    sql: `explain query plan ${sql}`,
    args: z.array(z.union([z.string(), z.number(), z.null()])).parse(args),
  });
  return rows
    .map((row) => String(row['detail']))
    .filter((detail) => detail.startsWith('SCAN') && !MAY_BE_SCANNED.test(detail));
}

interface Asked {
  learner: Context;
  trainer: Context;
  coordinator: Context;
  operator: Context;
  nobody: Context;
  dataDir: string;
}
const anfang = { cohort: 'nord', unit: 'muster/anfang' };
const begriffe = { cohort: 'nord', exercise: 'muster/begriffe' };
const ofLearner = { enrolmentId: enrolmentId('learner', 'nord'), unit: 'muster/anfang' };
const sheet = {
  cohort: 'nord',
  worksheet: 'muster/mein-board',
  entryId: 'entry-1',
  values: { spalten: 'x' },
  writtenAt: inDays(0),
};

const ERASED = { personId: 'person-learner', reason: 'request', farewell: true } as const;
const askForEvidence = (ctx: Context) =>
  inTransaction(ctx, ({ db }) =>
    db.update(cohorts).set({ evidenceUntil: '2028-01-01' }).where(eq(cohorts.id, 'cohort-nord')),
  );
const INVITEE = { givenName: 'Nele', familyName: 'Neu', email: 'nele@firma.example' };
const INVITED = { centre: 'Zentrum Nord', centreId: 'centre-nord', role: 'partner', cohort: null } as const;
const AT_NORD = { role: 'partner', centreId: 'centre-nord', cohortId: null } as const;
const AS_TRAINER = { role: 'trainer', cohortId: 'cohort-nord' } as const;
const CENTRE = {
  name: 'x',
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  mailSenderName: null,
  mailReplyTo: null,
  requiresPasskeys: false,
};

const LEARNER = { accountId: 'account-learner', personId: 'person-learner' };
const FROM = { email: 'learner@world.example', clientAddress: CLIENT };
const LINK = /\/([\w-]{43})\s/;

/** What the latest mail to the learner at this address holds: a code, or the token of a link. */
async function sentTo({ db }: Context, email: string, what: RegExp): Promise<string> {
  const sent = await db
    .select({ to: mails.toAddress, text: mails.bodyText })
    .from(mails)
    .where(eq(mails.personId, LEARNER.personId));
  return what.exec(sent.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '';
}

/** Every exported function of `src/server` once; those that ask the database nothing are null. */
const STATEMENTS: Record<string, ((asked: Asked) => Promise<unknown>) | null> = {
  authorize: null,
  busyRefusal: null,
  signedIn: null,
  dbOf: null,
  contextOf: null,
  prepared: null,
  isClosed: null,
  unitOfProgramme: null,
  exerciseOfProgramme: null,
  progressOf: null,
  demonstrationDates: null,
  inTransaction: ({ nobody }) =>
    inTransaction(nobody, ({ db }) => db.delete(unitVisits).where(eq(unitVisits.enrolmentId, 'x'))),
  publicCohorts: ({ nobody }) => publicCohorts(nobody, 'ganz', '2026-11-24'),
  cohortsTaught: ({ trainer }) => cohortsTaught(trainer),
  sessionsOf: async ({ nobody }) => {
    const sessions = sessionsOf(nobody.database, false);
    const cookie = await sessions.start(nobody, 'account-learner', { method: 'password', device: null });
    const valid = await sessions.validate(`dm=${cookie.value}`, nobody.now);
    await sessions.end(valid?.actor.sessionId ?? '');
  },
  signIn: ({ nobody }) =>
    signIn(nobody, sessionsOf(nobody.database, false), {
      email: 'learner@world.example',
      password: 'x',
      clientAddress: '192.0.2.1',
      device: null,
    }),
  // The learner's access.
  startSession: ({ learner }) =>
    inTransaction(learner, (tx) =>
      startSession(tx, sessionsOf(tx.database, false), 'account-learner', { method: 'code', device: null }),
    ),
  checkPassword: null,
  hashNewPassword: null,
  signInCodeHash: null,
  passwordOwner: null,
  ownAccount: null,
  limitAttempts: ({ nobody }) => limitAttempts(nobody, 'password', FROM),
  forgiveAttempt: ({ nobody }) => inTransaction(nobody, (tx) => forgiveAttempt(tx, 'password', FROM)),
  requestSignInCode: ({ nobody }) => requestSignInCode(nobody, { ...FROM, earlierToken: 'x' }),
  signInWithCode: async ({ nobody }) => {
    const sessions = sessionsOf(nobody.database, false);
    const { token } = await requestSignInCode(nobody, { ...FROM, earlierToken: null });
    await signInWithCode(nobody, sessions, { ...FROM, token, code: '000000', device: null });
    const code = await sentTo(nobody, 'learner@world.example', /^ {4}(\d{6})$/m);
    await signInWithCode(nobody, sessions, { ...FROM, token, code, device: null });
  },
  requestPasswordReset: ({ nobody }) => requestPasswordReset(nobody, FROM),
  resetPassword: async ({ nobody }) => {
    await requestPasswordReset(nobody, FROM);
    await resetPassword(nobody, { token: await sentTo(nobody, FROM.email, LINK), password: PASSWORD });
  },
  storePassword: ({ learner }) =>
    inTransaction(learner, (tx) => storePassword(tx, { ...LEARNER, passwordHash: null }, { except: 'x' })),
  auditAccount: ({ learner }) =>
    inTransaction(learner, (tx) => auditAccount(tx, { action: 'x', personId: LEARNER.personId })),
  accountOwner: ({ learner }) => accountOwner(learner, LEARNER.accountId),
  accountView: ({ learner }) => accountView(learner),
  changeName: ({ learner }) => changeName(learner, { givenName: 'x', familyName: 'x' }),
  confirmPassword: ({ learner }) => confirmPassword(learner, ''),
  changePassword: ({ learner }) => changePassword(learner, { current: '', password: PASSWORD }),
  removePassword: ({ learner }) => removePassword(learner, { current: '' }),
  endSession: async ({ learner }) => {
    await endSession(learner, { id: 'x' });
    await endSession(learner, 'others');
  },
  giveConsent: ({ learner }) =>
    inTransaction(learner, (tx) => giveConsent(tx, { personId: LEARNER.personId, text: 'datenschutz' })),
  changeConsents: async ({ learner }) => {
    await changeConsents(learner, ['angebote']);
    await changeConsents(learner, []);
  },
  invitedOwner: ({ nobody }) => invitedOwner(nobody, 'x'),
  acceptInvitation: async ({ nobody }) => {
    const token = await inTransaction(nobody, (tx) => createLink(tx, { kind: 'invitation', ...LEARNER }));
    const input = { token, password: PASSWORD, agreed: ['datenschutz'], device: null };
    await acceptInvitation(nobody, sessionsOf(nobody.database, false), input);
  },
  createFirstOperator: async ({ nobody }) => {
    const token = await inTransaction(nobody, (tx) => createLink(tx, { kind: 'installation', accountId: null }));
    const input = { token, ...INVITEE, password: PASSWORD, device: null };
    await createFirstOperator(nobody, sessionsOf(nobody.database, false), input);
  },
  requestEmailChange: ({ learner }) => requestEmailChange(learner, { ...FROM, email: 'neu@world.example' }),
  confirmEmailChange: async ({ learner }) => {
    await requestEmailChange(learner, { ...FROM, email: 'neu@world.example' });
    await confirmEmailChange(learner, await sentTo(learner, FROM.email, LINK));
    await confirmEmailChange(learner, await sentTo(learner, 'neu@world.example', LINK));
  },
  keepChallenge: ({ nobody }) =>
    inTransaction(nobody, (tx) => keepChallenge(tx, { challenge: 'x', accountId: LEARNER.accountId })),
  takeChallenge: ({ nobody }) => inTransaction(nobody, (tx) => takeChallenge(tx, { token: 'x', accountId: null })),
  startAddingPasskey: ({ learner }) => startAddingPasskey(learner),
  addPasskey: async ({ learner }) => {
    const { options, token } = await startAddingPasskey(learner);
    await addPasskey(learner, { token, response: authenticator(ORIGIN).makes(options), name: 'x' });
  },
  renamePasskey: ({ learner }) => renamePasskey(learner, { id: 'x', name: 'x' }).catch(() => null),
  removePasskey: ({ learner }) => removePasskey(learner, 'x').catch(() => null),
  startPasskeySignIn: ({ nobody }) => startPasskeySignIn(nobody, FROM),
  signInWithPasskey: async ({ learner, nobody }) => {
    const device = authenticator(ORIGIN);
    const added = await startAddingPasskey(learner);
    await addPasskey(learner, { token: added.token, response: device.makes(added.options), name: 'x' });
    const { options, token } = await startPasskeySignIn(nobody, FROM);
    const input = { ...FROM, token, response: device.signs(options), device: null };
    await signInWithPasskey(nobody, sessionsOf(nobody.database, false), input);
  },
  storeFile: ({ nobody }) => inTransaction(nobody, (tx) => storeFile(tx, { name: 'x', bytes: PNG, access: 'public' })),
  publicFile: ({ nobody }) => publicFile(nobody, 'x').catch(() => null),
  recordAudit: ({ nobody }) =>
    inTransaction(nobody, (tx) =>
      recordAudit(tx, { action: 'x', target: { kind: 'person', id: 'person-learner' }, centreId: null }),
    ),
  queueMail: null,
  afterCommit: null,
  deliverMails: async ({ nobody }) => {
    await inTransaction(nobody, (tx) =>
      mailPerson(tx, { personId: 'person-learner' }, { kind: 'x', subject: 'x', paragraphs: [] }),
    );
    await deliverMails(() => nobody, {
      way: 'files',
      folder: '',
      send: () => Promise.resolve({ is: 'sent' }),
    });
  },
  centreMails: ({ coordinator }) => centreMails(coordinator, 'centre-nord', 2),
  installationMails: ({ operator }) => installationMails(operator, 2),
  mailForRetry: ({ nobody }) => mailForRetry(nobody, 'x'),
  retryMail: async ({ nobody, operator }) => {
    await inTransaction(nobody, (tx) =>
      mailPerson(tx, { personId: 'person-learner' }, { kind: 'x', subject: 'x', paragraphs: [] }),
    );
    const [mail] = await nobody.db.select({ id: mails.id }).from(mails).where(lte(mails.queuedAt, nobody.now));
    const mailId = mail?.id ?? '';
    await inTransaction(nobody, ({ db }) => db.update(mails).set({ failedAt: nobody.now }).where(eq(mails.id, mailId)));
    await retryMail(operator, { mailId });
  },
  emptyFailedMails: ({ nobody }) => emptyFailedMails(nobody),
  takeJobRun: ({ nobody }) => takeJobRun(nobody, { job: 'x', slot: NOW }),
  renewJobRun: ({ nobody }) => renewJobRun(nobody, { id: 'x', job: 'x', startedAt: NOW }),
  finishJobRun: ({ nobody }) =>
    finishJobRun(nobody, { id: 'x', job: 'x', startedAt: NOW }, { outcome: 'done', report: {} }),
  deleteOldJobRuns: ({ nobody }) => deleteOldJobRuns(nobody),
  findLatestRun: ({ nobody }) => findLatestRun(nobody, 'x'),
  lastJobRuns: ({ operator }) => lastJobRuns(operator, ['x']),
  mailPerson: ({ nobody }) =>
    inTransaction(nobody, (tx) =>
      mailPerson(tx, { personId: 'person-learner' }, { kind: 'x', subject: 'x', paragraphs: [] }),
    ),
  participation: ({ learner }) => participation(learner, 'nord'),
  enrolmentForRecording: ({ learner }) => enrolmentForRecording(learner, 'nord'),
  attemptSummaries: ({ learner }) => attemptSummaries(learner, ofLearner.enrolmentId, ANFANG_EXERCISES),
  unitView: ({ learner }) => unitView(learner, { cohort: 'nord', unit: 'muster/lesen', solutionOf: null }),
  solutionFor: ({ learner }) => solutionFor(learner, begriffe),
  submitAnswer: ({ learner }) => submitAnswer(learner, { ...begriffe, attemptId: 'attempt-1', fields: RIGHT }),
  completeUnit: ({ learner }) => completeUnit(learner, anfang),
  recordVisit: ({ learner }) => recordVisit(learner, { ...anfang, anchor: 'die-idee' }),
  rememberVisit: ({ learner }) =>
    inTransaction(learner, (tx) => rememberVisit(tx, { ...ofLearner, anchor: 'die-idee' })),
  saveWorksheet: ({ learner }) => saveWorksheet(learner, sheet),
  myLines: ({ learner }) => myLines(learner),
  datedSessions: ({ learner }) => datedSessions(learner, 'cohort-nord'),
  personalTables: null,
  columnOf: null,
  ownRows: null,
  personCentres: ({ nobody }) => personCentres(nobody, 'person-learner'),
  personalExport: ({ learner }) => personalExport(learner),
  exportNames: ({ learner }) => exportNames(learner, 'person-learner'),
  myErasure: ({ learner }) => myErasure(learner),
  myConsents: ({ learner }) => myConsents(learner),
  withdrawConsent: ({ learner }) => withdrawConsent(learner, { text: 'x' }),
  erasureObstacleOf: ({ nobody }) => erasureObstacleOf(nobody, 'person-coordinator'),
  holdsOf: ({ nobody }) => holdsOf(nobody, 'person-learner'),
  holdParticipation: async ({ nobody }) => {
    await askForEvidence(nobody);
    await inTransaction(nobody, (tx) => holdParticipation(tx, 'person-learner'));
  },
  requestErasure: ({ learner }) => requestErasure(learner),
  withdrawErasure: async ({ learner }) => {
    await requestErasure(learner);
    await withdrawErasure(learner);
  },
  pendingErasures: async ({ learner, coordinator }) => {
    await requestErasure(learner);
    await pendingErasures(coordinator, 'centre-nord');
  },
  holdList: ({ coordinator }) => holdList(coordinator, 'centre-nord'),
  eraseRows: ({ nobody }) => inTransaction(nobody, (tx) => eraseRows(tx, 'person-learner')),
  carryOutErasure: async ({ nobody }) => {
    await askForEvidence(nobody);
    await inTransaction(nobody, (tx) => carryOutErasure(tx, ERASED));
  },
  erasePerson: async ({ learner, coordinator, dataDir }) => {
    await requestErasure(learner);
    await erasePerson(coordinator, { personId: 'person-learner', dataDir });
  },
  forgetTraces: async ({ nobody, dataDir }) => {
    await inTransaction(nobody, (tx) => carryOutErasure(tx, ERASED));
    await inTransaction(nobody, ({ db }) => db.update(mails).set({ sentAt: NOW }).where(isNull(mails.personId)));
    await forgetTraces(nobody, dataDir);
  },
  reapplyErasures: ({ nobody }) => reapplyErasures(nobody, ['person-learner', 'x']),
  eraseDue: async ({ learner, nobody }) => {
    await requestErasure(learner);
    await eraseDue({ ...nobody, now: inDays(31) });
  },
  eraseExpiredHolds: async ({ nobody }) => {
    await askForEvidence(nobody);
    await inTransaction(nobody, (tx) => carryOutErasure(tx, ERASED));
    await eraseExpiredHolds({ ...nobody, now: inDays(1000) });
  },
  applyRetention: ({ nobody }) => applyRetention(nobody),
  inactivePersons: ({ nobody }) => inactivePersons({ ...nobody, now: inDays(1200) }),
  isStillInactive: ({ nobody }) => isStillInactive(nobody, 'person-learner'),
  announceErasures: ({ nobody }) => announceErasures({ ...nobody, now: inDays(1200) }),
  expireInvitations: ({ nobody }) => expireInvitations({ ...nobody, now: inDays(400) }),
  endSessions: ({ nobody }) => inTransaction(nobody, (tx) => endSessions(tx, 'account-learner')),
  createLink: ({ nobody }) =>
    inTransaction(nobody, (tx) => createLink(tx, { kind: 'invitation', accountId: 'account-learner' })),
  findLink: ({ nobody }) => findLink(nobody, 'x', ['invitation']),
  consumeLink: ({ nobody }) => inTransaction(nobody, (tx) => consumeLink(tx, 'x', ['invitation'])).catch(() => null),
  endLinks: ({ nobody }) => inTransaction(nobody, (tx) => endLinks(tx, 'account-learner')),
  offerInstallation: async ({ nobody }) => {
    await inTransaction(nobody, ({ db }) => db.delete(roles).where(eq(roles.personId, 'person-operator')));
    await offerInstallation(nobody);
  },
  addRole: ({ coordinator }) =>
    inTransaction(coordinator, (tx) =>
      addRole(tx, { personId: 'person-learner', accountId: 'account-learner' }, AT_NORD),
    ),
  invitePerson: ({ coordinator }) => inTransaction(coordinator, (tx) => invitePerson(tx, INVITEE, INVITED)),
  mailInvitation: ({ coordinator }) =>
    inTransaction(coordinator, (tx) =>
      mailInvitation(
        tx,
        { id: 'account-learner', personId: 'person-learner', acceptedAt: null, deactivatedAt: null },
        INVITED,
      ),
    ),
  createCentre: ({ operator }) => createCentre(operator, { name: 'x', coordinator: INVITEE }),
  inviteCoordinator: ({ operator }) => inviteCoordinator(operator, { centreId: 'centre-nord', coordinator: INVITEE }),
  changeCentre: ({ coordinator }) => changeCentre(coordinator, { centreId: 'centre-nord', details: CENTRE, logo: PNG }),
  coordinatedCentre: ({ coordinator }) => coordinatedCentre(coordinator, null),
  centreDetails: ({ coordinator }) => centreDetails(coordinator, 'centre-nord'),
  allCentres: ({ operator }) => allCentres(operator),
  membersOf: ({ coordinator }) => membersOf(coordinator.db, 'centre-nord').execute(),
  personManaged: ({ coordinator }) => personManaged(coordinator, 'person-learner'),
  personOfCentre: ({ coordinator }) => personOfCentre(coordinator, 'person-learner', 'centre-nord'),
  placeOf: ({ coordinator }) => placeOf(coordinator, 'centre-nord', AS_TRAINER),
  assignmentDetail: null,
  assign: ({ coordinator }) =>
    inTransaction(coordinator, async (tx) => {
      const holder = { personId: 'person-stranger', accountId: 'account-stranger' };
      await assign(tx, holder, 'centre-nord', { role: 'learner', cohortId: 'cohort-nord' });
      await assign(tx, holder, 'centre-nord', AS_TRAINER);
    }),
  invitePeople: ({ coordinator }) =>
    invitePeople(coordinator, { centreId: 'centre-nord', assignment: AS_TRAINER, invitees: [INVITEE] }),
  grantRole: ({ coordinator }) =>
    grantRole(coordinator, { personId: 'person-learner', centreId: 'centre-nord', assignment: AS_TRAINER }),
  revokeRole: async ({ coordinator }) => {
    const held = await coordinator.db.select({ id: roles.id }).from(roles).where(eq(roles.personId, 'person-trainer'));
    await revokeRole(coordinator, { roleId: held[0]?.id ?? '' });
    const own = await coordinator.db
      .select({ id: roles.id })
      .from(roles)
      .where(eq(roles.personId, 'person-coordinator'));
    await revokeRole(coordinator, { roleId: own[0]?.id ?? '' });
  },
  deactivateAccount: ({ coordinator }) => deactivateAccount(coordinator, { personId: 'person-learner' }),
  reactivateAccount: async ({ coordinator }) => {
    await deactivateAccount(coordinator, { personId: 'person-learner' });
    await reactivateAccount(coordinator, { personId: 'person-learner' });
  },
  resendInvitation: async ({ coordinator }) => {
    await inTransaction(coordinator, ({ db }) =>
      db.update(accounts).set({ acceptedAt: null }).where(eq(accounts.personId, 'person-learner')),
    );
    await resendInvitation(coordinator, { personId: 'person-learner', centreId: 'centre-nord' });
  },
  peopleOfCentre: async ({ coordinator }) => {
    for (const state of [null, 'none', 'invited', 'active', 'deactivated'] as const)
      await peopleOfCentre(coordinator, 'centre-nord', { text: 'anna lerch', state, page: 1 });
  },
  managedPerson: ({ coordinator }) => managedPerson(coordinator, 'centre-nord', 'person-learner'),
  cohortsOfCentre: ({ coordinator }) => cohortsOfCentre(coordinator, 'centre-nord'),
  waitingAtCentre: ({ coordinator }) => waitingAtCentre(coordinator, 'centre-nord'),
  countErasureRequests: ({ coordinator }) => countErasureRequests(coordinator, 'centre-nord'),
  auditLog: async ({ coordinator, operator }) => {
    await invitePeople(coordinator, { centreId: 'centre-nord', assignment: AS_TRAINER, invitees: [INVITEE] });
    await auditLog(coordinator, { centreId: 'centre-nord', before: null });
    await auditLog(operator, { centreId: null, before: 10 });
  },
  installationState: ({ operator }) => installationState(operator),
  operatingFigures: ({ nobody }) => operatingFigures(nobody.database, nobody.now),
  createDemonstration: ({ nobody }) => createDemonstration(nobody),
  layDates: async ({ nobody }) => {
    await createDemonstration(nobody);
    await layDates({ ...nobody, now: inDays(1) });
  },
  addGeneratedLearners: async ({ nobody }) => {
    await createDemonstration(nobody);
    await addGeneratedLearners(nobody, 3);
  },
};
describe('every statement finds its rows by an index', () => {
  it.for(Object.entries(STATEMENTS).flatMap(([name, ask]) => (ask === null ? [] : [{ name, ask }])))(
    '$name',
    async ({ ask }, { world }) => {
      const statements: Statement[] = [];
      await world.passes('learner', ANFANG_EXERCISES);
      const database = recording(world.database, statements);
      const { catalogue, files } = world;
      const as = (person: PersonName | null) =>
        contextOf({ database, catalogue, files, origin: ORIGIN }, world.as(person).actor, NOW);
      await ask({
        learner: as('learner'),
        coordinator: as('coordinator'),
        operator: as('operator'),
        trainer: as('trainer'),
        nobody: as(null),
        dataDir: world.folder,
      });
      expect(statements).not.toEqual([]);
      for (const statement of statements)
        expect([statement.sql, await scans(world.database, statement)]).toEqual([statement.sql, []]);
    },
  );

  it('is asked of every exported function of the server', () => {
    const exported = globSync('src/server/**/*.ts', { exclude: ['**/tables.ts'] }).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].flatMap(
        ([, name = '']) => (/^[a-z]/.test(name) ? name : []),
      ),
    );
    expect(Object.keys(STATEMENTS).sort()).toEqual([...new Set(exported)].sort());
  });

  it('is told when it does not', async ({ world }) => {
    const planted = [
      'select * from attempt where passed = 1',
      'select count(*) from enrolment',
      'delete from session where created_at < 0',
      'select * from role r where r.since = 1',
    ];
    for (const sql of planted) expect(await scans(world.database, { sql, args: [] })).toHaveLength(1);
    expect(await scans(world.database, { sql: "select * from session where id = 'x'", args: [] })).toEqual([]);
  });
});
