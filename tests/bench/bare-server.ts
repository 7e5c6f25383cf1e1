// What the unit page is held against: node:http that makes the same look-ups through the same client and sends the same bytes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { InStatement } from '@libsql/client';
import { openDatabase } from '#platform/db.ts';

/** What this server is told, as JSON in the file of its first argument. */
export interface BareTask {
  databaseUrl: string;
  lookUps: InStatement[];
  headers: [name: string, value: string][];
  body: string;
}

const task: BareTask = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { reader } = await openDatabase(task.databaseUrl);

createServer(async (_req, res) => {
  for (const lookUp of task.lookUps) await reader.execute(lookUp);
  for (const [name, value] of task.headers) res.setHeader(name, value);
  res.end(task.body);
}).listen(Number(process.env['PORT']), process.env['HOST']);
