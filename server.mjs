// The entry: build if needed, configuration, the one database handle, migrations, then listen.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import module from 'node:module';
import { join } from 'node:path';
import { constants } from 'node:zlib';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    'Dieses Programm braucht Node 22.18 oder neuer. Starten Sie es mit „npm start“: Das bringt auf Linux und Windows sein eigenes Node mit.',
  );
  process.exit(1);
}

const root = import.meta.dirname;
// What was compiled is found again at the next start: 390 instead of 560 ms of CPU. A new build empties the folder.
module.enableCompileCache(join(root, 'dist/compile-cache'));
await import('./src/platform/resolve-drizzle.ts');
const { readSettings, SettingsError } = await import('./src/platform/env.ts');
const { buildIsStale } = await import('./src/platform/build-state.ts');

try {
  const settings = readSettings(process.env);
  if (buildIsStale(root)) {
    const built = spawnSync(process.execPath, [join(root, 'src/cli.ts'), 'build'], { cwd: root, stdio: 'inherit' });
    if (built.status !== 0) process.exit(built.status ?? 1);
  }
  await serve(settings);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function serve(settings) {
  const [
    { loadCatalogue, CATALOGUE_FILE },
    { openRuntime, installationAddress },
    guards,
    { log, faultDetails },
    { default: compression },
    { default: sirv },
    { refusalText, closingText },
    { createMetrics },
    { answerMetrics, openMetricsServer },
    { politeEnd },
  ] = await Promise.all([
    import('./src/catalogue-file.ts'),
    import('./src/runtime.ts'),
    import('./src/platform/http-guards.ts'),
    import('./src/platform/log.ts'),
    import('compression'),
    import('sirv'),
    import('./src/text/refusals.ts'),
    import('./src/platform/metrics.ts'),
    import('./src/metrics-endpoint.ts'),
    import('./src/platform/polite-end.ts'),
  ]);
  // What nobody caught ends the process; Node would print it with what people typed.
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (error) => {
      log('error', 'crashed', faultDetails(error));
      process.exit(1);
    });
  const runtime = await openRuntime(settings, loadCatalogue(join(root, CATALOGUE_FILE)), new Date());
  const setUp = await installationAddress(runtime, new Date());
  const { handler } = await import('./dist/server/entry.mjs');
  const secure = settings.origin.startsWith('https:');
  // Brotli's usual window of 4 MB made V8 collect the whole heap at every tenth page; pages are below 100 kB.
  const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_LGWIN]: 18 } } });
  const assets = sirv(join(root, 'dist/client'), {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (res, path) =>
      res.setHeader(
        'Cache-Control',
        path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      ),
  });

  const metrics = createMetrics();
  runtime.database.queue.onTurn = (waitedMs) => metrics.countWriteWait(waitedMs / 1_000);
  const metricsServer = openMetricsServer({ metrics, runtime });
  metricsServer?.on('error', portProblem('METRICS_PORT', settings.metrics.port));

  const server = createServer((req, res) => {
    guards.setSecurityHeaders(res, secure);
    if (closing.isTurnedAway(req, res)) return;
    /** Filled in by the middleware; what never reaches it is a file, or was refused here. */
    const noted = { route: 'assets' };
    const { method = '' } = req;
    const begin = performance.now();
    res.once('close', () => {
      const seconds = (performance.now() - begin) / 1_000;
      const known = guards.METHODS.includes(method) ? method : 'other';
      metrics.countRequest({ route: noted.route, method: known, status: res.statusCode, seconds });
    });
    if (answerMetrics(req, res, { metrics, runtime })) return;
    if (guards.isUnknownMethod(req)) {
      res.writeHead(405, {
        Allow: guards.METHODS.join(', '),
        'Content-Type': 'text/plain; charset=utf-8',
        Connection: 'close',
      });
      return res.end('Das ist hier nicht möglich. Es wurde nichts geändert.\n');
    }
    const locals = { runtime, noted, clientAddress: guards.clientAddress(req, settings.trustProxy) };
    const problem = guards.bodyProblem(req);
    if (problem) {
      // The body is not read: the German page goes out, then the connection ends.
      Object.assign(locals, { problem: refusalText(problem) });
      req.method = 'GET';
      req.url = '/fehler';
      delete req.headers['content-length'];
      delete req.headers['transfer-encoding'];
      res.setHeader('Connection', 'close');
      res.on('finish', () => setTimeout(() => req.socket.destroy(), 500).unref());
    }
    assets(req, res, () => compress(req, res, () => handler(req, res, undefined, locals)));
  });
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) return socket.destroy();
    const headers = guards
      .securityHeaders(secure)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    socket.end(
      `HTTP/1.1 400 Bad Request\r\n${headers}Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nDiese Anfrage haben wir nicht verstanden.\n`,
    );
  });

  let work;
  const closing = politeEnd(server, closingText);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    log('info', 'closing');
    const workEnds = work?.stop();
    await closing.end();
    await workEnds;
    metricsServer?.close();
    await runtime.database.close();
    log('info', 'closed');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  server.on('error', portProblem('PORT', settings.port));
  server.listen(settings.port, settings.host, () => {
    log('info', 'listening', { origin: settings.origin });
    if (runtime.demonstration) printSignIns(settings.origin);
    void import('./src/jobs/work.ts').then(({ startWork }) => {
      if (!stopping) work = startWork(runtime);
    });
    if (setUp !== null) printSetUp(setUp);
  });
}

/** What to do when a port is taken; anything else is a fault. */
function portProblem(name, port) {
  return (error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    const example = port === 4321 ? 4322 : port + 1;
    console.error(
      `Der Port ${port} ist schon belegt. Läuft das Programm bereits? Sonst wählen Sie einen anderen, zum Beispiel ${name}=${example}.`,
    );
    process.exit(1);
  };
}

async function printSignIns(origin) {
  const { DEMO_ACCOUNTS, DEMO_PASSWORD } = await import('./src/domain/identity/demo-accounts.ts');
  console.log(`\nVorführung: ${origin}/anmelden\n`);
  for (const { email, does } of DEMO_ACCOUNTS) console.log(`  ${email.padEnd(28)} ${does}`);
  console.log(`\n  Passwort für alle: ${DEMO_PASSWORD}\n`);
}

/** On the console only: whoever has this address becomes the operator, so it is kept out of the log. */
function printSetUp(address) {
  console.log(
    `\nDiese Installation ist neu und hat noch niemanden für den Betrieb. Richten Sie sie hier ein:\n\n  ${address}\n\n  Die Adresse gilt einmal und 24 Stunden. Jeder Start nennt eine neue, bis es jemanden für den Betrieb gibt.\n`,
  );
}
