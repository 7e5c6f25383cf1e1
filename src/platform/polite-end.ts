import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Requests that are answered within this time at the end are not cut off. */
const FINISH_MAX_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** How a server ends without failing anybody. */
export interface PoliteEnd {
  /** Counts the request until it is answered. While closing it is asked to come back instead; whether it was. */
  isTurnedAway(req: IncomingMessage, res: ServerResponse): boolean;
  /** Finishes what was begun, then stops listening; resolves when the last connection is gone. */
  end(): Promise<void>;
}

/** Over this server; `goodbye` is what people read who come while it closes. */
export function politeEnd(server: Server, goodbye: string): PoliteEnd {
  let open = 0;
  let isClosing = false;
  let lastAnswered = () => {};
  return {
    isTurnedAway(_req, res) {
      if (isClosing) {
        res.writeHead(503, {
          'Retry-After': String(RETRY_AFTER_SECONDS),
          'Content-Type': 'text/plain; charset=utf-8',
          'Cache-Control': 'no-store',
          Connection: 'close',
        });
        res.end(goodbye);
        return true;
      }
      open += 1;
      res.once('close', () => {
        open -= 1;
        if (open === 0) lastAnswered();
      });
      return false;
    },
    async end() {
      isClosing = true;
      const answered = new Promise<void>((resolve) => {
        lastAnswered = resolve;
        setTimeout(resolve, FINISH_MAX_MS).unref();
      });
      if (open > 0) await answered;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
      await closed;
    },
  };
}
