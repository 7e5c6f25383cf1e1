import { once } from 'node:events';
import type { Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { freePort } from './server.ts';

/**
 * How the server takes mails: at once; only after a while; it stops answering when the mail was sent, or greets
 * nobody; refuses every receiver for now or for good; demands a sign-in that nobody has; takes the mail and hangs up.
 */
export type SmtpMood = 'up' | 'slow' | 'hanging' | 'mute' | 'later' | 'never' | 'closed' | 'hanging-up';

/** A mail server in the test's process. */
export interface TestSmtp {
  url: string;
  mood: SmtpMood;
  /** What it has taken, in that order. */
  mails: ParsedMail[];
  /** Addresses of the envelopes, beside `mails`. */
  envelopes: { from: string; to: string[] }[];
  /** How many connections there were. */
  connections: number;
  /** Called while a mail is under way, before it is answered. */
  during: (() => Promise<void>) | null;
  /** Nobody listens any more, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const SLOW_MS = 400;

function answer(code: number): Error {
  return Object.assign(new Error('no'), { responseCode: code });
}

/** A server that is up. The caller stops it. */
export async function startSmtp(): Promise<TestSmtp> {
  const port = await freePort();
  let server: SMTPServer | null = null;
  const sockets = new Set<Socket>();
  const smtp: TestSmtp = {
    url: `smtp://127.0.0.1:${port}`,
    mood: 'up',
    mails: [],
    envelopes: [],
    connections: 0,
    during: null,
    async stop() {
      const stopped = server;
      if (stopped === null) return;
      server = null;
      // Somebody who was left hanging has to let go too.
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => stopped.close(() => resolve()));
    },
    async start() {
      server = serverFor(smtp, sockets);
      server.listen(port, '127.0.0.1');
      await once(server.server, 'listening');
    },
  };
  await smtp.start();
  return smtp;
}

function serverFor(smtp: TestSmtp, sockets: Set<Socket>): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, callback) {
      smtp.connections += 1;
      if (smtp.mood !== 'mute') callback();
    },
    onMailFrom(_address, _session, callback) {
      callback(smtp.mood === 'closed' ? answer(530) : null);
    },
    onRcptTo(_address, _session, callback) {
      callback(smtp.mood === 'later' ? answer(451) : smtp.mood === 'never' ? answer(550) : null);
    },
    onData(stream, session, callback) {
      // Who hangs up in the middle of a mail has sent none.
      void simpleParser(stream).then((mail) => take(mail, session, callback), callback);
    },
  });
  const take = async (mail: ParsedMail, { envelope }: SMTPServerSession, accept: () => void) => {
    await smtp.during?.();
    if (smtp.mood === 'hanging') return;
    if (smtp.mood === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    smtp.mails.push(mail);
    const { mailFrom, rcptTo } = envelope;
    smtp.envelopes.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((to) => to.address) });
    if (smtp.mood !== 'hanging-up') return accept();
    for (const socket of sockets) socket.destroy();
  };
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return server;
}
