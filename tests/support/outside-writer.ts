import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './build.ts';

/** Another process that holds the write lock of a database file, as a backup tool or a shell would, until it is told to let go. */
export async function outsideWriter(url: string): Promise<{ letGo: () => Promise<void> }> {
  const script = `
    const { createClient } = await import('@libsql/client/sqlite3');
    const client = createClient({ url: ${JSON.stringify(url)}, timeout: 10_000 });
    const tx = await client.transaction('write');
    await tx.execute("insert into centre (id, name) values ('outside', 'x')");
    console.log('held');
    process.stdin.on('data', async () => { await tx.commit(); client.close(); process.exit(0); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async letGo() {
      const gone = once(child, 'exit');
      child.stdin.write('now\n');
      await gone;
    },
  };
}
