import type { Client, ResultSet } from '@libsql/client';
import { drizzle } from 'drizzle-orm/libsql/sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import type { Actor } from '#domain/identity/actor.ts';
import type { Database } from '#platform/db.ts';
import type { Wake } from '#platform/wake.ts';
import type { FileStore } from '#platform/files.ts';
import { busyRefusal } from './refusal.ts';

/** What queries and commands ask: the reader, or the transaction inside `inTransaction`. */
export type Db = BaseSQLiteDatabase<'async', ResultSet, Record<string, never>>;

/** Everything that a query or a command may depend on; time and person are arguments. */
export interface Context {
  database: Database;
  db: Db;
  now: Date;
  /** Null for nobody signed in. */
  actor: Actor | null;
  catalogue: Catalogue;
  /** Wakes the worker that sends mails, if this process has one. */
  mailQueued?: Wake;
  files: FileStore;
  /** Where people reach the site, for links in mails; without a slash at the end. */
  origin: string;
}

const drizzled = new WeakMap<Client, Db>();

/** The query builder over a client; one per client, so that prepared statements can be kept with it. */
export function dbOf(client: Client): Db {
  const known = drizzled.get(client);
  if (known) return known;
  const db = drizzle({ client });
  drizzled.set(client, db);
  return db;
}

/** A context for reading; commands make their own transaction from it. */
export function contextOf(
  runtime: { database: Database; catalogue: Catalogue; files: FileStore; origin: string; mailQueued?: Wake },
  actor: Actor | null,
  now: Date,
): Context {
  return { ...runtime, db: dbOf(runtime.database.reader), actor, now };
}

/** Contexts whose `db` is an open transaction, with what is to be done once it is stored. */
const transactional = new WeakMap<Context, (() => void)[]>();

/**
 * Runs the work in one write transaction behind the write queue; all of it is stored or nothing.
 * Inside another `inTransaction` it runs at once, as part of it.
 */
export async function inTransaction<Result>(ctx: Context, work: (tx: Context) => Promise<Result>): Promise<Result> {
  if (transactional.has(ctx)) return work(ctx);
  let afterwards: (() => void)[] = [];
  try {
    const result = await ctx.database.write((writer) =>
      dbOf(writer).transaction(
        (db) => {
          const tx: Context = { ...ctx, db };
          // A try that met a busy database begins anew.
          afterwards = [];
          transactional.set(tx, afterwards);
          return work(tx);
        },
        { behavior: 'immediate' },
      ),
    );
    for (const each of afterwards) each();
    return result;
  } catch (error) {
    throw busyRefusal(error) ?? error;
  }
}

/** The work is done once the open transaction is stored, and never if it is not. */
export function afterCommit(tx: Context, work: () => void): void {
  const afterwards = transactional.get(tx);
  if (afterwards === undefined) throw new Error('there is no open transaction');
  afterwards.push(work);
}

const statements = new WeakMap<Db, Map<object, unknown>>();

/** The statement that `build` makes for this database, built once and kept. */
export function prepared<Statement>(db: Db, build: (db: Db) => Statement): Statement {
  const ofDb = statements.get(db) ?? new Map<object, unknown>();
  statements.set(db, ofDb);
  if (!ofDb.has(build)) ofDb.set(build, build(db));
  return ofDb.get(build) as Statement; // checked: what `build` made is all that is ever stored under it
}
