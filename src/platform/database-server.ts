import {
  LibsqlError,
  type Client,
  type InArgs,
  type InStatement,
  type Transaction,
  type TransactionMode,
} from '@libsql/client';
import { DatabaseBusyError, databaseFault } from './database-faults.ts';

/** A page is answered within three seconds when the server hangs, so no single call may take longer than this. */
const CALL_MAX_MS = 2_000;
/** Migrating and dumping take longer than any page may. */
const BULK_MAX_MS = 60_000;

/**
 * A client of a libSQL server whose every call ends in time: the library waits for ever on a server that hangs.
 * The connection of a call that timed out is given up and a new one is made for the next.
 */
export async function serverClient(url: string, authToken: string | undefined): Promise<Client> {
  const { createClient } = await import('@libsql/client');
  const connect = (maxMs: number): Client =>
    createClient({ url, ...(authToken === undefined ? {} : { authToken }), fetch: fetchWithin(maxMs) });
  let inner = connect(CALL_MAX_MS);

  async function inTime<Result>(call: (client: Client) => Promise<Result>): Promise<Result> {
    const client = inner;
    try {
      return await withLimit(call(client), CALL_MAX_MS, () => {
        if (inner !== client) return;
        inner = connect(CALL_MAX_MS);
        // A web socket is one line for all, and it is dead; over HTTP each call has its own, and others may succeed.
        if (client.protocol === 'ws') client.close();
      });
    } catch (error) {
      // Of a client that was given up meanwhile the library only says that it was closed.
      if (client === inner || databaseFault(error) !== null) throw error;
      throw new DatabaseBusyError('unreachable', 'the connection was given up', error);
    }
  }

  async function inBulk<Result>(call: (client: Client) => Promise<Result>): Promise<Result> {
    const client = connect(BULK_MAX_MS);
    try {
      return await withLimit(call(client), BULK_MAX_MS, () => undefined);
    } finally {
      client.close();
    }
  }

  return {
    execute: (statement: InStatement, args?: InArgs) =>
      inTime((client) => (args === undefined ? client.execute(statement) : client.execute(asText(statement), args))),
    batch: (statements, mode) => inTime((client) => client.batch(statements, mode)),
    migrate: (statements) => inBulk((client) => client.migrate(statements)),
    executeMultiple: (sql) => inBulk((client) => client.executeMultiple(sql)),
    transaction: async (mode: TransactionMode = 'write') =>
      transactionInTime(await inTime((client) => client.transaction(mode)), (call) => inTime(() => call)),
    sync: () => inner.sync(),
    reconnect: () => inner.reconnect(),
    close: () => inner.close(),
    get closed() {
      return inner.closed;
    },
    get protocol() {
      return inner.protocol;
    },
  };
}

/** The same client for those who only read; the server itself knows no such connection. */
export function readOnly(client: Client): Client {
  const refuse = () =>
    Promise.reject(new LibsqlError('attempt to write a readonly database', 'SQLITE_READONLY_CLIENT'));
  const reads = (sql: string) => /^\s*(select|with|explain|pragma \w+$)/i.test(sql);
  return {
    ...client,
    execute: (statement: InStatement, args?: InArgs) => {
      if (!reads(asText(statement))) return refuse();
      return args === undefined ? client.execute(statement) : client.execute(asText(statement), args);
    },
    batch: refuse,
    migrate: refuse,
    executeMultiple: refuse,
    transaction: (mode: TransactionMode = 'write') => (mode === 'read' ? client.transaction(mode) : refuse()),
    get closed() {
      return client.closed;
    },
    get protocol() {
      return client.protocol;
    },
  };
}

function transactionInTime(
  inner: Transaction,
  inTime: <Result>(call: Promise<Result>) => Promise<Result>,
): Transaction {
  /** After a call that timed out nothing more is sent: the server rolls back what is not committed. */
  const guarded = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await inTime(call());
    } catch (error) {
      if (error instanceof DatabaseBusyError) inner.close();
      throw error;
    }
  };
  return {
    execute: (statement) => guarded(() => inner.execute(statement)),
    batch: (statements) => guarded(() => inner.batch(statements)),
    executeMultiple: (sql) => guarded(() => inner.executeMultiple(sql)),
    commit: () => guarded(() => inner.commit()),
    // What made the work fail is worth more than that the rollback failed too: the server rolls back by itself.
    rollback: () => guarded(() => inner.rollback()).catch(() => undefined),
    close: () => inner.close(),
    get closed() {
      return inner.closed;
    },
  };
}

async function withLimit<Result>(call: Promise<Result>, maxMs: number, onLimit: () => void): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      onLimit();
      reject(new DatabaseBusyError('unreachable', `the database server gave no answer within ${maxMs} ms`));
    }, maxMs);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
    // Given up, it may still fail.
    call.catch(() => undefined);
  }
}

/** For the library's own requests: ended when nobody waits for them any more, so that the server need not begin them. */
const fetchWithin =
  (maxMs: number) =>
  (request: Request): Promise<Response> =>
    fetch(request, { signal: AbortSignal.timeout(maxMs) });

const asText = (statement: InStatement): string => (typeof statement === 'string' ? statement : statement.sql);
