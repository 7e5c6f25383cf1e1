import type { Catalogue } from '#domain/catalogue/catalogue.ts';
import type { Database } from '#platform/db.ts';
import { errorCode, errorPlace } from '#platform/error-code.ts';
import type { FileStore } from '#platform/files.ts';
import { log } from '#platform/log.ts';
import type { MailTransport } from '#platform/mail.ts';
import { newWake, type Wake } from '#platform/wake.ts';
import { contextOf } from '#server/context.ts';
import { deliverMails } from '#server/notifications/deliver-mails.ts';
import { runDueJobs } from './runner.ts';
import { nextSlot, TIMETABLE } from './timetable.ts';

/** Also other processes queue mails, and mails come due that had to wait. */
const LOOK_FOR_MAILS_MS = 1_000;
/** A clock that was set, and the run of a process that died, are noticed within that. */
const LOOK_AT_TIMETABLE_MS = 30_000;
/** After a fault, such as a database that cannot be reached. */
const PAUSE_MS = 5_000;
/** So long the mail server may take with the mails under way when this process is to end. */
const LAST_MAILS_MS = 3_000;

/** What works on its own in this process, beside the requests. */
export interface Work {
  /** Nothing is begun any more; resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/** What the work needs of a running installation. */
interface Served {
  settings: { dataDir: string };
  database: Database;
  catalogue: Catalogue;
  files: FileStore;
  origin: string;
  mail: MailTransport;
  mailQueued: Wake;
}

/** Mails go out and jobs run, from now on until `stop`. */
export function startWork(runtime: Served): Work {
  const { mail, mailQueued } = runtime;
  const contextNow = () => contextOf(runtime, null, new Date());
  const lastMails = new AbortController();
  const mails = startLoop('mails', mailQueued, async () => {
    const tried = await deliverMails(contextNow, mail, lastMails.signal);
    return tried > 0 ? 0 : LOOK_FOR_MAILS_MS;
  });
  const jobs = startLoop('jobs', newWake(), async () => {
    await runDueJobs(contextNow, { mail, dataDir: runtime.settings.dataDir });
    const now = new Date();
    const waits = TIMETABLE.map((job) => (nextSlot(job, now)?.getTime() ?? Infinity) - now.getTime());
    return Math.min(LOOK_AT_TIMETABLE_MS, ...waits);
  });
  return {
    async stop() {
      const impatience = setTimeout(() => lastMails.abort(), LAST_MAILS_MS);
      await Promise.all([mails.stop(), jobs.stop()]);
      clearTimeout(impatience);
    },
  };
}

/** Does the same again and again; `once` returns how long to rest afterwards, in ms. */
function startLoop(name: string, wake: Wake, once: () => Promise<number>): Work {
  let stopping = false;
  const loop = async () => {
    while (!stopping) {
      const rest = await once().catch((error: unknown) => {
        log('error', 'work-failed', { work: name, problem: errorCode(error), place: errorPlace(error) });
        return PAUSE_MS;
      });
      if (rest > 0 && !stopping) await wake.wait(rest);
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping = true;
      wake.notify();
      await ended;
    },
  };
}
