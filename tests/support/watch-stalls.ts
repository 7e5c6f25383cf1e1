import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Longest wait for the lightest answer while the work ran, in ms, seen from a second process. */
export async function longestStall<Result>(
  origin: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; stallMs: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stall-watcher.mjs'), origin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  try {
    const result = await work();
    return { result, stallMs: await ended() };
  } catch (error) {
    await ended();
    throw error;
  }

  async function ended(): Promise<number> {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    return Number(text);
  }
}
