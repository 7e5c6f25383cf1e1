import autocannon from 'autocannon';
import { cpuSeconds, type Site } from './site.ts';

const CONNECTIONS = 10;

/** What a server did while it was asked as fast as it answers. */
export interface Fired {
  perSecond: number;
  /** Processor time of the server per answer, in microseconds. */
  cpuMicros: number;
  answers: number;
}

export interface Shots {
  requests: { path: string; cookie?: string }[];
  /** Either as long, */
  seconds?: number;
  /** or as many. */
  amount?: number;
  encoding?: string;
}

/** Asks the server from CONNECTIONS connections, each in turn for all requests; throws when an answer is not 2xx. */
export async function fire(site: Site, shots: Shots): Promise<Fired> {
  const before = cpuSeconds(site.child.pid);
  const result = await autocannon({
    url: site.origin,
    connections: CONNECTIONS,
    ...(shots.amount === undefined ? { duration: shots.seconds ?? 5 } : { amount: shots.amount }),
    requests: shots.requests.map(({ path, cookie }) => ({
      method: 'GET',
      path,
      headers: { ...(cookie ? { cookie } : {}), ...(shots.encoding ? { 'accept-encoding': shots.encoding } : {}) },
    })),
  });
  const answers = result['2xx'];
  if (result.errors > 0 || result.non2xx > 0 || answers === 0)
    throw new Error(`${site.origin}: ${result.errors} errors, ${result.non2xx} answers that are not 2xx`);
  const cpu = cpuSeconds(site.child.pid) - before;
  return { answers, perSecond: answers / result.duration, cpuMicros: (cpu / answers) * 1e6 };
}
