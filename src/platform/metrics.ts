import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Upper bounds in seconds; a page takes some thousandths, a person gives up after some seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LOOP_RESOLUTION_MS = 10;

/** A figure that is looked up when somebody reads the metrics. */
export interface Gauge {
  name: string;
  help: string;
  values: { labels?: Record<string, string>; value: number }[];
}

/** What this process counts about itself, in the text format of Prometheus. Labels hold patterns and codes, nobody's data. */
export interface Metrics {
  /** A request was answered; `route` is the pattern of its address, never the address. */
  countRequest(of: { route: string; method: string; status: number; seconds: number }): void;
  /** A write had to wait for its turn. */
  countWriteWait(seconds: number): void;
  /** Everything counted so far, and the gauges. */
  text(gauges: readonly Gauge[]): string;
}

/** Metrics that start at nothing. */
export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const durations = histogram();
  const waits = histogram();
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  return {
    countRequest({ route, method, status, seconds }) {
      const key = labelsOf({ method, route, status: String(status) });
      requests.set(key, (requests.get(key) ?? 0) + 1);
      durations.add(labelsOf({ route }), seconds);
    },
    countWriteWait: (seconds) => waits.add('', seconds),
    text(gauges) {
      const lines = [
        ...head('dm_http_requests_total', 'counter', 'Requests answered.'),
        ...[...requests].map(([labels, count]) => `dm_http_requests_total{${labels}} ${count}`),
        ...durations.lines('dm_http_request_duration_seconds', 'Time until the answer was sent.'),
        ...waits.lines('dm_write_wait_seconds', 'Time that a write waited for its turn.'),
        ...[...processGauges(loop), ...gauges].flatMap(gaugeLines),
      ];
      loop.reset();
      return `${lines.join('\n')}\n`;
    },
  };
}

interface Histogram {
  add(labels: string, seconds: number): void;
  lines(name: string, help: string): string[];
}

function histogram(): Histogram {
  const series = new Map<string, { counts: number[]; sum: number }>();
  return {
    add(labels, seconds) {
      const known = series.get(labels) ?? { counts: [...BUCKETS.map(() => 0), 0], sum: 0 };
      series.set(labels, known);
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
      const at = bucket === -1 ? BUCKETS.length : bucket;
      known.counts[at] = (known.counts[at] ?? 0) + 1;
      known.sum += seconds;
    },
    lines(name, help) {
      const out = head(name, 'histogram', help);
      for (const [labels, { counts, sum }] of series) {
        const prefix = labels === '' ? '' : `${labels},`;
        let total = 0;
        for (const [index, count] of counts.entries()) {
          total += count;
          out.push(`${name}_bucket{${prefix}le="${BUCKETS[index] ?? '+Inf'}"} ${total}`);
        }
        const own = labels === '' ? '' : `{${labels}}`;
        out.push(`${name}_sum${own} ${sum}`, `${name}_count${own} ${total}`);
      }
      return out;
    },
  };
}

/** The delay is told since it was last read, so that a stall is seen once and not for ever. */
function processGauges(loop: ReturnType<typeof monitorEventLoopDelay>): Gauge[] {
  const { rss, heapUsed } = process.memoryUsage();
  // Nanoseconds; the resolution itself is no delay. Before the first measurement the mean is no number.
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION_MS / 1e3) || 0;
  return [
    gauge('dm_event_loop_delay_p99_seconds', 'Delay of the event loop, 99 of 100.', seconds(loop.percentile(99))),
    gauge('dm_event_loop_delay_max_seconds', 'Longest delay of the event loop.', seconds(loop.max)),
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
    gauge('dm_heap_used_bytes', 'Memory used by JavaScript.', heapUsed),
    gauge('process_start_time_seconds', 'When the process began.', Math.round(Date.now() / 1e3 - process.uptime())),
  ];
}

/** A gauge of one value. */
export function gauge(name: string, help: string, value: number): Gauge {
  return { name, help, values: [{ value }] };
}

function gaugeLines({ name, help, values }: Gauge): string[] {
  if (values.length === 0) return [];
  return [
    ...head(name, 'gauge', help),
    ...values.map(({ labels, value }) => `${name}${labels ? `{${labelsOf(labels)}}` : ''} ${value}`),
  ];
}

const head = (name: string, type: string, help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];

function labelsOf(labels: Record<string, string>): string {
  const escaped = (value: string) => value.replace(/["\\\n]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`));
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}
