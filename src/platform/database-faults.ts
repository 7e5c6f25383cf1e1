/**
 * What kept the database from answering, apart from mistakes of ours: `locked` (another writer has it), `storage`
 * (disk full, read-only or failing), `unreachable` (a server that is down, hangs or lost the connection).
 */
export type DatabaseFault = 'locked' | 'storage' | 'unreachable';

/** The database could not do it now. Whether a write was done is not known after `unreachable`; after the others it was not. */
export class DatabaseBusyError extends Error {
  readonly fault: DatabaseFault;

  constructor(fault: DatabaseFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseBusyError';
    this.fault = fault;
  }
}

const LOCKED = /^(SQLITE_(BUSY|LOCKED|PROTOCOL)\w*|TRANSACTION_TIMEOUT|TRANSACTION_CLOSED|STREAM_EXPIRED)$/;
/** NOTADB and CORRUPT are here too: what is on the disk cannot be used, and nothing that a person did is the cause. */
const STORAGE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PERM)/;
const UNREACHABLE =
  /^(HRANA_(WEBSOCKET|CLOSED|PROTO)_ERROR|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|CLIENT_CLOSED|UND_ERR_\w+)$/;

/**
 * The fault behind an error, or null for any other error. Looked up by name and code, never by class: the bundle has
 * copies of this module and of the client library.
 */
export function databaseFault(error: unknown): DatabaseFault | null {
  let isNetwork = false;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'DatabaseBusyError' && 'fault' in cause && isFault(cause.fault)) return cause.fault;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (LOCKED.test(code)) return 'locked';
    // The server took the lock away from a transaction that had it too long, and rolled it back.
    if (cause.message.includes('no transaction is active')) return 'locked';
    if (STORAGE.test(code)) return 'storage';
    if (UNREACHABLE.test(code)) return 'unreachable';
    if ('status' in cause && typeof cause.status === 'number' && cause.status >= 500) return 'unreachable';
    if (cause.name === 'TimeoutError' || (cause.name === 'TypeError' && cause.message === 'fetch failed'))
      isNetwork = true;
  }
  return isNetwork ? 'unreachable' : null;
}

const isFault = (value: unknown): value is DatabaseFault =>
  value === 'locked' || value === 'storage' || value === 'unreachable';
