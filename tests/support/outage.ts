import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut: who calls then finds nobody there. */
export interface Line {
  /** The port that the caller uses. */
  port: number;
  cut: () => void;
  /** What is sent still arrives, but no answer comes back, and the line stays open. */
  loseAnswers: () => void;
  restore: () => void;
  close: () => Promise<void>;
}

/** Opens a line on a free port of 127.0.0.1; `target` is the port of a server, which may start later. */
export async function openLine(target: number): Promise<Line> {
  const open = new Set<Socket>();
  let whole = true;
  let answers = true;
  const listener = createServer((browser) => {
    if (!whole) return void browser.destroy();
    const server = connect(target, '127.0.0.1');
    for (const socket of [browser, server]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        browser.destroy();
        server.destroy();
      });
    }
    browser.pipe(server);
    server.on('data', (chunk) => answers && browser.write(chunk));
    server.on('end', () => browser.end());
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const hangUp = () => open.forEach((socket) => socket.destroy());
  return {
    port: address.port,
    cut: () => {
      whole = false;
      hangUp();
    },
    loseAnswers: () => (answers = false),
    restore: () => {
      whole = true;
      answers = true;
    },
    close: async () => {
      listener.close();
      hangUp();
      await once(listener, 'close');
    },
  };
}
