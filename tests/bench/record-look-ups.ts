// Preloaded into the server: every statement that it executes is written to the file BENCH_LOOK_UPS, one JSON per line.
import { appendFileSync } from 'node:fs';
import { Sqlite3Client } from '@libsql/client/sqlite3';

const file = process.env['BENCH_LOOK_UPS'];
if (file === undefined) throw new Error('BENCH_LOOK_UPS names no file');
const execute = Sqlite3Client.prototype.execute;
Sqlite3Client.prototype.execute = function (...args: [unknown, ...unknown[]]) {
  appendFileSync(file, `${JSON.stringify(args[0])}\n`);
  return Reflect.apply(execute, this, args);
};
