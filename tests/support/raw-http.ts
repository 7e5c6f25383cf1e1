import { connect } from 'node:net';

const ANSWER_MAX_MS = 10_000;

/** Sends bytes as they are and returns everything that comes back until the server ends the connection. */
export function rawExchange(port: number, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => parts.forEach((part) => socket.write(part)));
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('utf8'));
    };
    const timer = setTimeout(done, ANSWER_MAX_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', done);
  });
}

/** The status of a raw answer; 0 when there was none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);

/** The headers of a raw answer, by lower-case name. */
export function headersOf(answer: string): Map<string, string> {
  const [head = ''] = answer.split('\r\n\r\n');
  return new Map(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

/** Writes a body chunk by chunk, as much as the server takes; returns its answer and how much it took. */
export function pour(
  port: number,
  head: string,
  chunk: Buffer,
  total: number,
): Promise<{ answer: string; written: number }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let written = 0;
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      more();
    });
    const more = (): void => {
      while (written < total && !socket.destroyed) {
        written += chunk.length;
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answer: Buffer.concat(chunks).toString('utf8'), written });
    };
    const timer = setTimeout(done, ANSWER_MAX_MS);
    socket.on('data', (data) => chunks.push(data));
    socket.on('error', () => undefined);
    socket.on('close', done);
  });
}
