import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';

/** Made with `openssl req -x509` for localhost; opens nothing but this test's proxy. */
const TLS = join(import.meta.dirname, '../fixtures/tls');

/** A proxy that ends TLS before the server, as an operator sets it up; returns its port and how to close it. */
export async function openTlsProxy(target: number): Promise<{ port: number; close: () => void }> {
  const proxy = createServer(
    { key: readFileSync(join(TLS, 'key.pem')), cert: readFileSync(join(TLS, 'certificate.pem')) },
    (req, res) => {
      const headers = {
        ...req.headers,
        'x-forwarded-proto': 'https',
        'x-forwarded-host': req.headers.host,
        'x-forwarded-for': '192.0.2.1',
      };
      const onwards = request(
        { host: '127.0.0.1', port: target, method: req.method, path: req.url, headers },
        (answer) => {
          res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(res);
        },
      );
      onwards.on('error', () => res.destroy());
      req.pipe(onwards);
    },
  ).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
