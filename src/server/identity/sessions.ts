import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type Cookie, type DatabaseSession } from 'lucia';
import { z } from 'zod';
import { ROLES, type Actor } from '#domain/identity/actor.ts';
import { MADE_AHEAD_MAX_MS } from '#domain/identity/wrong-clock.ts';
import type { Database } from '#platform/db.ts';
import { newToken, sha256Hex } from '#platform/random.ts';
import { dbOf, inTransaction, prepared, type Context, type Db } from '../context.ts';
import { accounts, centres, persons, roles, sessions, type SIGN_IN_METHODS } from './tables.ts';

/**
 * The one module that knows Lucia. The cookie holds a random token, the table its SHA-256: who reads the
 * database can sign in nowhere. An idle session ends after SESSION_IDLE_DAYS, any after SESSION_MAX_DAYS.
 */
const SESSION_IDLE_DAYS = 30;
const SESSION_MAX_DAYS = 90;
const DAY_MS = 86_400_000;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: Date }, { actor: Omit<Actor, 'sessionId'> }>;
    DatabaseSessionAttributes: { createdAt: Date } & SignInProof;
    DatabaseUserAttributes: { actor: Omit<Actor, 'sessionId'> };
  }
}

/** A session that was found valid, with the cookie to set again if its expiry moved. */
export interface ValidSession {
  actor: Actor;
  cookie: Cookie | null;
}

/** How the owner proved to be it, and with what device. */
export interface SignInProof {
  method: (typeof SIGN_IN_METHODS)[number];
  device: string | null;
}

export interface Sessions {
  /** A new session, inside a transaction as part of it; its cookie is the only place where the token stands. */
  start(ctx: Context, accountId: string, how: SignInProof): Promise<Cookie>;
  /** Who is signed in by this request's Cookie header; null for a missing, forged, expired or ended session. */
  validate(cookieHeader: string | null, now: Date): Promise<ValidSession | null>;
  /** Ends a session; returns the cookie that clears the browser's. */
  end(sessionId: string): Promise<Cookie>;
}

const known = new WeakMap<Database, Sessions>();

/** Sessions of this database; `secure` when people reach the site by https. */
export function sessionsOf(database: Database, secure: boolean): Sessions {
  const sessions = known.get(database) ?? createSessions(database, secure);
  known.set(database, sessions);
  return sessions;
}

function createSessions(database: Database, secure: boolean): Sessions {
  /** A Lucia to which it is `now`; made for each use, because it keeps nothing but its settings. */
  const luciaAt = (now: Date, write: Write) =>
    new Lucia(adapterOf(dbOf(database.reader), write, now), {
      sessionExpiresIn: new TimeSpan(SESSION_IDLE_DAYS, 'd'),
      sessionCookie: { name: secure ? '__Host-dm' : 'dm', attributes: { secure, sameSite: 'lax', path: '/' } },
      getSessionAttributes: ({ createdAt }) => ({ createdAt }),
      getUserAttributes: ({ actor }) => ({ actor }),
    });
  const alone: Write = (work) => database.write((client) => work(dbOf(client)));
  return {
    async start(ctx, accountId, how) {
      const token = newToken();
      return inTransaction(ctx, async ({ db, now }) => {
        const lucia = luciaAt(now, (work) => work(db));
        await lucia.createSession(accountId, { createdAt: now, ...how }, { sessionId: sha256Hex(token) });
        return lucia.createSessionCookie(token);
      });
    },
    async validate(cookieHeader, now) {
      const lucia = luciaAt(now, alone);
      const token = tokenIn(cookieHeader, lucia.sessionCookieName);
      if (token === null) return null;
      const { session, user } = await lucia.validateSession(sha256Hex(token));
      if (session === null) return null;
      return {
        actor: { ...user.actor, sessionId: session.id },
        // With the token, not the session's id: the id in a cookie would sign the person out.
        cookie: session.fresh ? lucia.createSessionCookie(token) : null,
      };
    },
    async end(sessionId) {
      const lucia = luciaAt(new Date(), alone);
      await lucia.invalidateSession(sessionId);
      return lucia.createBlankSessionCookie();
    },
  };
}

/** Lucia's own reader throws for any cookie with a broken percent sign, be it another site's on this domain; a token has none. */
function tokenIn(cookieHeader: string | null, name: string): string | null {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}

const rolesJson = z.array(
  z.object({ role: z.enum(ROLES), centreId: z.string().nullable(), cohortId: z.string().nullable() }),
);

/**
 * Session, account, person and roles in one statement; Lucia's own adapter took 450 µs more per request (stack.md).
 * A cohort is named in plain SQL, because its table belongs to an area further up the staircase.
 */
const sessionStatement = (db: Db) =>
  db
    .select({
      id: sessions.id,
      expiresAt: sessions.expiresAt,
      createdAt: sessions.createdAt,
      method: sessions.method,
      device: sessions.device,
      accountId: accounts.id,
      email: accounts.email,
      personId: persons.id,
      givenName: persons.givenName,
      familyName: persons.familyName,
      mustAddPasskey: sql<number>`${sessions.method} <> 'passkey' and exists (
        select 1 from ${roles}
        left join cohort on cohort.id = ${roles.cohortId}
        join ${centres} on ${centres.id} = coalesce(${roles.centreId}, cohort.centre_id)
        where ${roles.personId} = ${persons.id} and ${roles.role} in ('trainer', 'coordinator') and ${centres.requiresPasskeys})`,
      roles: sql<string>`(select json_group_array(json_object('role', ${roles.role}, 'centreId', ${roles.centreId}, 'cohortId', ${roles.cohortId})) from ${roles} where ${roles.personId} = ${persons.id})`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(persons, eq(persons.id, accounts.personId))
    .where(and(eq(sessions.id, sql.placeholder('id')), isNull(accounts.deactivatedAt)))
    .prepare();

const isLive = ({ expiresAt, createdAt }: { expiresAt: Date; createdAt: Date }, now: Date): boolean =>
  expiresAt > now &&
  createdAt.getTime() + SESSION_MAX_DAYS * DAY_MS > now.getTime() &&
  createdAt.getTime() - MADE_AHEAD_MAX_MS <= now.getTime();

type Write = <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>;

/**
 * Lucia asks the machine's clock. What it is told and what it tells is moved by the difference to `now`, so that
 * sessions live by the clock of the request like everything else.
 */
function adapterOf(read: Db, write: Write, now: Date): Adapter {
  const skewMs = Date.now() - now.getTime();
  const toLucia = (at: Date) => new Date(at.getTime() + skewMs);
  const fromLucia = (at: Date) => new Date(at.getTime() - skewMs);
  const asLucia = (
    row: Pick<typeof sessions.$inferSelect, 'id' | 'accountId' | 'expiresAt' | 'createdAt' | 'method' | 'device'>,
  ): DatabaseSession => ({
    id: row.id,
    userId: row.accountId,
    expiresAt: toLucia(row.expiresAt),
    attributes: { createdAt: row.createdAt, method: row.method, device: row.device },
  });
  return {
    async getSessionAndUser(id) {
      const row = (await prepared(read, sessionStatement).execute({ id }))[0];
      // Refused, not deleted, which Lucia would do: while a clock is wrong for a minute nobody is signed out for good.
      if (row === undefined || !isLive(row, now)) return [null, null];
      const { accountId, personId, givenName, familyName, email } = row;
      const actor = {
        accountId,
        personId,
        givenName,
        familyName,
        email,
        mustAddPasskey: row.mustAddPasskey === 1,
        roles: rolesJson.parse(JSON.parse(row.roles)),
      };
      return [asLucia(row), { id: accountId, attributes: { actor } }];
    },
    async getUserSessions(accountId) {
      return (await read.select().from(sessions).where(eq(sessions.accountId, accountId))).map(asLucia);
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      await write((db) =>
        db.insert(sessions).values({ id, accountId: userId, expiresAt: fromLucia(expiresAt), ...attributes }),
      );
    },
    async updateSessionExpiration(id, expiresAt) {
      await write((db) =>
        db
          .update(sessions)
          .set({ expiresAt: fromLucia(expiresAt) })
          .where(eq(sessions.id, id)),
      );
    },
    async deleteSession(id) {
      await write((db) => db.delete(sessions).where(eq(sessions.id, id)));
    },
    async deleteUserSessions(accountId) {
      await write((db) => db.delete(sessions).where(eq(sessions.accountId, accountId)));
    },
    async deleteExpiredSessions() {
      await write((db) => db.delete(sessions).where(lte(sessions.expiresAt, now)));
    },
  };
}
