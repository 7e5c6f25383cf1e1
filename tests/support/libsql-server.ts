import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIBSQL_SERVER } from './provide-libsql-server.mjs';
import { freePort, temporaryFolder } from './server.ts';

const START_MAX_MS = 10_000;

/** Whether this machine has a libSQL server; where it has none, tests on one are skipped aloud. */
export const hasLibsqlServer = (): boolean => existsSync(LIBSQL_SERVER);

/** A libSQL server in a process of its own, as an operator runs it. */
export interface LibsqlServer {
  port: number;
  /** Over HTTP; the same port takes web sockets. */
  url: string;
  folder: string;
  /** What it has written so far. */
  output: () => string;
  /** Ends it as an operator would; its data stays. */
  stop: () => Promise<void>;
  /** Ends it as a power cut of the process would. */
  kill: () => Promise<void>;
  /** It keeps its connections and answers nothing, until `wake`. */
  hang: () => Promise<void>;
  wake: () => void;
  /** After `stop` or `kill`, on the same port and folder. */
  restart: () => Promise<void>;
}

/** Starts a server on a free port and waits until it answers; the caller removes the folder. */
export async function startLibsqlServer(options: { folder?: string; port?: number } = {}): Promise<LibsqlServer> {
  const folder = options.folder ?? temporaryFolder();
  const port = options.port ?? (await freePort());
  const logFile = join(folder, 'sqld.log');
  let child = await started(folder, port, logFile);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    folder,
    output: () => readFileSync(logFile, 'utf8'),
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    async hang() {
      child.kill('SIGSTOP');
      // The signal reaches one thread after the other; what still runs could still answer.
      while (!isStopped(child.pid)) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    wake: () => child.kill('SIGCONT'),
    async restart() {
      child = await started(folder, port, logFile);
    },
  };
}

/** Whether all threads of a process stand still (proc(5): state T). */
function isStopped(pid: number | undefined): boolean {
  const stateOf = (thread: string) => {
    const text = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3);
  };
  return readdirSync(`/proc/${pid}/task`).every((thread) => stateOf(thread) === 'T');
}

async function started(folder: string, port: number, logFile: string): Promise<ChildProcess> {
  const log = openSync(logFile, 'a');
  const child = spawn(
    LIBSQL_SERVER,
    ['--db-path', join(folder, 'data.sqld'), '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome'],
    { stdio: ['ignore', log, log], cwd: folder },
  );
  closeSync(log);
  const until = Date.now() + START_MAX_MS;
  for (;;) {
    const answers = await fetch(`http://127.0.0.1:${port}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return child;
    if (child.exitCode !== null || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the libSQL server did not start:\n${readFileSync(logFile, 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
