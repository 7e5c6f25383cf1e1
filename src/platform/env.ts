import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How this installation runs, from the environment. */
export interface Settings {
  port: number;
  host: string;
  /** Where people reach the site, without a slash at the end. */
  origin: string;
  /** Whether a proxy in front sets X-Forwarded-*. */
  trustProxy: boolean;
  dataDir: string;
  databaseUrl: string;
  /** For a libSQL server that asks for one. */
  databaseAuthToken: string | null;
  /** Null: mails become files in DATA_DIR/mail. */
  smtpUrl: string | null;
  /** Address in the From of all mails; set wherever `smtpUrl` is. */
  mailFrom: string | null;
  /** Where figures for a monitoring system are read: on a port of their own, at /metriken with a token, or nowhere. */
  metrics: { port: number | null; host: string; token: string | null };
  /** `auto`: a demonstration while the database is new and HOST is loopback. */
  demo: 'auto' | 'off';
}

/** A setting that the operator has to change; the message says how, in German. */
export class SettingsError extends Error {}

const TOKEN_MIN_LENGTH = 16;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** The settings with their defaults; throws a SettingsError for a value that cannot work. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = readPort('PORT', env['PORT'] || '4321');
  const host = env['HOST'] || 'localhost';
  const dataDir = resolve(env['DATA_DIR'] || 'data');
  return {
    port,
    host,
    origin: readOrigin(env['ORIGIN'], host, port),
    trustProxy: readSwitch('TRUST_PROXY', env['TRUST_PROXY'], false),
    dataDir,
    databaseUrl: readDatabaseUrl(env['DATABASE_URL'], dataDir),
    databaseAuthToken: env['DATABASE_AUTH_TOKEN'] || null,
    ...readMail(env['SMTP_URL'] || null, env['MAIL_FROM'] || null),
    metrics: {
      port: env['METRICS_PORT'] ? readPort('METRICS_PORT', env['METRICS_PORT']) : null,
      host: env['METRICS_HOST'] || '127.0.0.1',
      token: readToken('METRICS_TOKEN', env['METRICS_TOKEN']),
    },
    demo: readSwitch('DEMO', env['DEMO'], true) ? 'auto' : 'off',
  };
}

function readPort(name: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new SettingsError(`${name}=${value} ist keine Portnummer. Geben Sie eine Zahl von 1 bis 65535 an.`);
  return port;
}

/** Never shown, also not when it cannot work. */
function readToken(name: string, value: string | undefined): string | null {
  if (!value) return null;
  if (value.length < TOKEN_MIN_LENGTH)
    throw new SettingsError(
      `${name} ist zu kurz. Nehmen Sie mindestens ${TOKEN_MIN_LENGTH} zufällige Zeichen, zum Beispiel aus „openssl rand -hex 16“.`,
    );
  return value;
}

function readOrigin(value: string | undefined, host: string, port: number): string {
  if (!value) {
    if (isLoopback(host)) return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
    throw new SettingsError(
      `HOST=${host} ist von außen erreichbar, aber ORIGIN fehlt. Geben Sie an, unter welcher Adresse die Seite aufgerufen wird, zum Beispiel ORIGIN=https://lernen.example.de`,
    );
  }
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search !== '')
    throw new SettingsError(
      `ORIGIN=${value} ist keine Adresse. Gemeint ist zum Beispiel https://lernen.example.de, ohne Pfad.`,
    );
  return url.origin;
}

function readMail(smtpUrl: string | null, mailFrom: string | null): Pick<Settings, 'smtpUrl' | 'mailFrom'> {
  const url = smtpUrl !== null && URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  // The value may hold a password, so it is not repeated.
  if (smtpUrl !== null && (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === ''))
    throw new SettingsError(
      'SMTP_URL ist keine Adresse eines Mailservers. Gemeint ist zum Beispiel smtps://benutzer:passwort@mail.example.de:465',
    );
  if (smtpUrl !== null && mailFrom === null)
    throw new SettingsError(
      'SMTP_URL ist gesetzt, aber MAIL_FROM fehlt. Geben Sie an, von welcher Adresse die E-Mails kommen, zum Beispiel MAIL_FROM=lernen@example.de',
    );
  if (mailFrom !== null && !/^[^\s@<>",;:]+@[a-z0-9.-]+$/i.test(mailFrom))
    throw new SettingsError(
      `MAIL_FROM=${mailFrom} ist keine E-Mail-Adresse. Gemeint ist nur die Adresse, zum Beispiel lernen@example.de`,
    );
  return { smtpUrl, mailFrom };
}

function readDatabaseUrl(value: string | undefined, dataDir: string): string {
  if (!value) return pathToFileURL(resolve(dataDir, 'digital-maker.db')).href;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['file:', 'libsql:', 'http:', 'https:', 'ws:', 'wss:'].includes(url.protocol))
    throw new SettingsError(
      'DATABASE_URL ist keine Adresse einer Datenbank. Möglich sind eine Datei, zum Beispiel file:///var/lib/digital-maker/digital-maker.db, oder ein libSQL-Server, zum Beispiel http://127.0.0.1:8080',
    );
  return url.protocol === 'file:' ? url.href : value;
}

function readSwitch(name: string, value: string | undefined, standard: boolean): boolean {
  if (value === undefined || value === '') return standard;
  if (['on', '1', 'true', 'yes', 'an'].includes(value)) return true;
  if (['off', '0', 'false', 'no', 'aus'].includes(value)) return false;
  throw new SettingsError(`${name}=${value} wird nicht verstanden. Möglich sind on und off.`);
}
