import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './server.ts';

/** A disk so small that it can be filled. */
export interface SmallDisk {
  folder: string;
  fill: () => void;
  free: () => void;
  remove: () => void;
}

/** Whether a small disk can be mounted here; else that is said aloud. */
export function canMount(): boolean {
  const disk = smallDisk(1);
  disk?.remove();
  if (disk === null) console.warn('SKIPPED: a full disk, this machine mounts no small one (tmpfs needs root).');
  return disk !== null;
}

/** A small disk in memory; null where this machine does not let us mount one. Whoever gets it removes it. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      // As much as there is room for: written until the disk refuses.
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k'], { stdio: 'ignore' });
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether system calls of a running process can be made to fail here; else that is said aloud. */
export function canInject(): boolean {
  const probe = join(temporaryFolder(), 'probe');
  writeFileSync(probe, '');
  const works = spawnSync('strace', ['-f', '-e', 'trace=openat', '-o', probe, 'true']).status === 0;
  if (!works) console.warn('SKIPPED: failing system calls, this machine has no strace.');
  rmSync(join(probe, '..'), { recursive: true, force: true });
  return works;
}

/**
 * System calls of a running process fail from now on, such as `pwrite64:error=EIO:when=3+`; resolves when it is in
 * force. `end` lets them succeed again.
 */
export async function injectFault(pid: number, injections: readonly string[]): Promise<{ end: () => Promise<void> }> {
  const calls = [...new Set(injections.map((each) => each.split(':')[0]))];
  const strace = spawn(
    'strace',
    [
      '-f',
      '-p',
      String(pid),
      '-o',
      '/dev/null',
      '-e',
      `trace=${calls.join(',')}`,
      ...injections.flatMap((each) => ['-e', `inject=${each}`]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // It says so on standard error once it is attached.
  await once(strace.stderr, 'data');
  return {
    async end() {
      const ended = once(strace, 'exit');
      strace.kill('SIGINT');
      await ended;
    },
  };
}
