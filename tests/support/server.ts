import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import { ROOT } from './build.ts';

const START_MAX_MS = 15_000;
/** A stop waits for what was begun. */
const STOP_MAX_MS = 15_000;

/** A running server of ours: `server.mjs` in a process of its own. */
export interface TestServer {
  /** Where it is reached, without a slash at the end. */
  origin: string;
  port: number;
  pid: number;
  /** Path of its database file. */
  databaseFile: string;
  dataDir: string;
  /** Everything that it has written so far. */
  output: () => string;
  /** Ends the process; its data stays. */
  stop: () => Promise<void>;
  /** Ends it without a warning, as a power cut of the process would. */
  kill: () => Promise<void>;
  /** Asks it to end, and does not wait. */
  askToStop: () => void;
}

export interface ServerOptions {
  /** A fresh temporary folder without it. */
  dataDir?: string;
  port?: number;
  /** Settings beyond PORT, HOST, ORIGIN and DATA_DIR; they may replace those. */
  env?: Record<string, string>;
  /** A project folder made by `projectWith`. */
  root?: string;
}

/** A temporary folder; the caller removes it. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'digital-maker-'));

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the server and waits until it listens; throws with its output when it ends before. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? temporaryFolder();
  const origin = options.env?.['ORIGIN'] ?? `http://127.0.0.1:${port}`;
  const run = runServer({ ...options, dataDir, port });
  const listening = new Promise<'listening'>((resolve) => {
    const look = () => run.output().includes('"event":"listening"') && resolve('listening');
    run.child.stdout?.on('data', look);
  });
  const first = await Promise.race([listening, run.ended, after(START_MAX_MS)]);
  if (first !== 'listening') {
    run.child.kill('SIGKILL');
    throw new Error(`the server did not start:\n${run.output()}`);
  }
  return {
    origin,
    port,
    pid: run.child.pid ?? 0,
    databaseFile: join(dataDir, 'digital-maker.db'),
    dataDir,
    output: run.output,
    stop: () => stop(run),
    async kill() {
      run.child.kill('SIGKILL');
      await run.ended;
    },
    askToStop: () => run.child.kill('SIGTERM'),
  };
}

/** The server's exit code and output, for settings with which it cannot run. */
export async function refusedStart(
  env: Record<string, string>,
  options: ServerOptions = {},
): Promise<{ code: number | null; output: string }> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const run = runServer({ ...options, env, dataDir, port: options.port ?? (await freePort()) });
  const first = await Promise.race([run.ended, after(START_MAX_MS)]);
  if (first === undefined) run.child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
  return { code: first ?? null, output: run.output() };
}

/**
 * A project folder like ours with another catalogue: everything else is a link to the real thing.
 * The server reads `dist/catalogue.json` beside itself, so its file is copied.
 */
export function projectWith(catalogue: Catalogue): string {
  const root = temporaryFolder();
  for (const name of ['src', 'node_modules', 'public', 'content', 'courses', 'package.json'])
    symlinkSync(join(ROOT, name), join(root, name));
  cpSync(join(ROOT, 'server.mjs'), join(root, 'server.mjs'));
  mkdirSync(join(root, 'dist'));
  for (const name of ['client', 'server', 'built']) symlinkSync(join(ROOT, 'dist', name), join(root, 'dist', name));
  writeFileSync(join(root, 'dist/catalogue.json'), JSON.stringify(catalogue));
  return root;
}

interface Run {
  child: ChildProcess;
  output: () => string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

function runServer(options: ServerOptions & { dataDir: string; port: number }): Run {
  const root = options.root ?? ROOT;
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=192', '--enable-source-maps', join(root, 'server.mjs')],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PORT: String(options.port),
        HOST: '127.0.0.1',
        ORIGIN: `http://127.0.0.1:${options.port}`,
        DATA_DIR: options.dataDir,
        ...options.env,
      },
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output: () => text, ended };
}

async function stop({ child, ended }: Run): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const code = await Promise.race([ended, after(STOP_MAX_MS)]);
  if (code === undefined) child.kill('SIGKILL');
  await ended;
}

const after = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms).unref());
