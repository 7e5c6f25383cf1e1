import { timingSafeEqual } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gauge, type Gauge, type Metrics } from '#platform/metrics.ts';
import { sha256Hex } from '#platform/random.ts';
import { operatingFigures } from '#server/operation/operating-figures.ts';
import type { Runtime } from './runtime.ts';

/** Where the metrics stand on the site's own port, for those who know the token. */
const PATH = '/metriken';

/** Everything about this process and this installation, for a monitoring system. */
export async function metricsText(metrics: Metrics, runtime: Runtime): Promise<string> {
  return metrics.text([
    gauge('dm_write_queue_length', 'Writes that wait or run.', runtime.database.queue.length),
    ...(await storageGauges(runtime)),
    ...(await databaseGauges(runtime)),
  ]);
}

/** Answers a request for the metrics if it is one and knows the token; whether it did. To all others the page does not exist. */
export function answerMetrics(
  req: IncomingMessage,
  res: ServerResponse,
  of: { metrics: Metrics; runtime: Runtime },
): boolean {
  const { token } = of.runtime.settings.metrics;
  if (token === null || req.url?.split('?')[0] !== PATH || req.method !== 'GET') return false;
  const given = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(sha256Hex(token)))) return false;
  void send(res, of);
  return true;
}

/** The metrics on a port of their own; null when none is set. Nothing else is answered there. */
export function openMetricsServer(of: { metrics: Metrics; runtime: Runtime }): Server | null {
  const { port, host } = of.runtime.settings.metrics;
  if (port === null) return null;
  return createServer((req, res) => {
    if (req.method === 'GET' && ['/', '/metrics', PATH].includes(req.url ?? '')) return void send(res, of);
    res.writeHead(404).end();
  }).listen(port, host);
}

async function send(res: ServerResponse, { metrics, runtime }: { metrics: Metrics; runtime: Runtime }): Promise<void> {
  const text = await metricsText(metrics, runtime);
  res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(text);
}

async function databaseGauges({ database }: Runtime): Promise<Gauge[]> {
  const up = (value: number) => gauge('dm_database_up', 'Whether the database answers.', value);
  try {
    const figures = await operatingFigures(database, new Date());
    const oldest = figures.oldestDueMail;
    return [
      up(1),
      gauge('dm_database_bytes', 'Size of the database.', figures.databaseBytes),
      gauge('dm_mails_due', 'Mails that should be on their way.', figures.mailsDue),
      gauge('dm_mails_failed', 'Mails that were given up.', figures.mailsFailed),
      gauge(
        'dm_mail_oldest_due_seconds',
        'How long the oldest due mail waits.',
        oldest === null ? 0 : Math.max(0, (Date.now() - oldest) / 1e3),
      ),
      {
        name: 'dm_job_last_success_timestamp_seconds',
        help: 'When a job last ended well; 0 for never.',
        values: figures.jobs.map(({ job, lastSuccess }) => ({ labels: { job }, value: (lastSuccess ?? 0) / 1e3 })),
      },
    ];
  } catch {
    return [up(0)];
  }
}

async function storageGauges({ settings }: Runtime): Promise<Gauge[]> {
  try {
    const { bavail, bsize } = await statfs(settings.dataDir);
    return [gauge('dm_data_dir_free_bytes', 'Free space where DATA_DIR lies.', bavail * bsize)];
  } catch {
    return [];
  }
}
