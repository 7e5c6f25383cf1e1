import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A running server of this project as a child process. */
export interface Site {
  origin: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/** Arguments of the start script after `node`: the flags with which the product runs, and the entry. */
export function startArguments(): string[] {
  const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return scripts.start.split(' ').slice(1);
}

/** A folder for a database that is gone after the work. */
export async function withDataDir<Result>(work: (dataDir: string) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dm-bench-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The product itself over this folder; it answers when this returns. `flags` stand before those of the start script. */
export function startSite(dataDir: string, options: { flags?: string[]; env?: NodeJS.ProcessEnv } = {}): Promise<Site> {
  return startServer([...(options.flags ?? []), ...startArguments()], { DATA_DIR: dataDir, ...options.env }, '/gesund');
}

/** Starts `node …args` with PORT set and waits for the first answer of `path`. */
export async function startServer(args: string[], env: NodeJS.ProcessEnv, path: string): Promise<Site> {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await firstAnswer(`${origin}${path}`, child);
  return { origin, child, stop: () => stopped(child) };
}

/** Resolves with the answer's text as soon as somebody answers; throws when the process ends before. */
export async function firstAnswer(url: string, child: ChildProcess): Promise<string> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`server ended with ${child.exitCode}`);
    try {
      return await (await fetch(url)).text();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(timer);
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Processor time that a process has used so far, in seconds; NaN where there is no /proc. */
export function cpuSeconds(pid: number | undefined): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const text = readFileSync(path, 'utf8');
  // proc(5): utime and stime are fields 14 and 15, in ticks of 1/100 s; the name before may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Memory of a process in MB: resident now, and at its peak; NaN where there is no /proc. */
export function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const path = `/proc/${pid}/status`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
