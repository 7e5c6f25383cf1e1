import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isLoopback, readSettings, SettingsError, type Settings } from '#platform/env.ts';

const OUTSIDE = { HOST: '0.0.0.0', ORIGIN: 'https://lernen.example.de' };

describe('without any setting', () => {
  it('the site runs on this machine only, on a file in data', () => {
    expect(readSettings({})).toEqual({
      port: 4321,
      host: 'localhost',
      origin: 'http://localhost:4321',
      trustProxy: false,
      dataDir: resolve('data'),
      databaseUrl: pathToFileURL(resolve('data/digital-maker.db')).href,
      databaseAuthToken: null,
      smtpUrl: null,
      mailFrom: null,
      metrics: { port: null, host: '127.0.0.1', token: null },
      demo: 'auto',
    });
  });
});

describe('a setting', () => {
  const table: [string, NodeJS.ProcessEnv, Partial<Settings>][] = [
    ['PORT', { PORT: '80' }, { port: 80, origin: 'http://localhost:80' }],
    ['PORT 65535, the last one', { PORT: '65535' }, { port: 65535 }],
    ['PORT 0, any free one', { PORT: '0' }, { port: 0 }],
    ['PORT empty', { PORT: '' }, { port: 4321 }],
    ['HOST by number', { HOST: '127.0.0.1' }, { host: '127.0.0.1', origin: 'http://127.0.0.1:4321' }],
    ['HOST of version 6', { HOST: '::1' }, { origin: 'http://[::1]:4321' }],
    ['HOST of version 6 in brackets', { HOST: '[::1]' }, { origin: 'http://[::1]:4321' }],
    ['HOST empty', { HOST: '' }, { host: 'localhost' }],
    ['HOST and ORIGIN', OUTSIDE, { host: '0.0.0.0', origin: 'https://lernen.example.de' }],
    [
      'ORIGIN with a slash at the end',
      { ORIGIN: 'https://lernen.example.de/' },
      { origin: 'https://lernen.example.de' },
    ],
    [
      'ORIGIN with the usual port',
      { ORIGIN: 'https://lernen.example.de:443' },
      { origin: 'https://lernen.example.de' },
    ],
    ['ORIGIN in capital letters', { ORIGIN: 'HTTPS://Lernen.Example.DE' }, { origin: 'https://lernen.example.de' }],
    ['TRUST_PROXY on', { TRUST_PROXY: 'on' }, { trustProxy: true }],
    ['TRUST_PROXY 1', { TRUST_PROXY: '1' }, { trustProxy: true }],
    ['TRUST_PROXY off', { TRUST_PROXY: 'off' }, { trustProxy: false }],
    ['TRUST_PROXY empty', { TRUST_PROXY: '' }, { trustProxy: false }],
    [
      'DATA_DIR',
      { DATA_DIR: 'somewhere' },
      { dataDir: resolve('somewhere'), databaseUrl: pathToFileURL(resolve('somewhere/digital-maker.db')).href },
    ],
    [
      'DATA_DIR with a space and an umlaut',
      { DATA_DIR: 'Für Daten' },
      { databaseUrl: pathToFileURL(resolve('Für Daten/digital-maker.db')).href },
    ],
    ['DATABASE_URL', { DATABASE_URL: 'http://database.example:8080' }, { databaseUrl: 'http://database.example:8080' }],
    [
      'SMTP_URL and MAIL_FROM',
      { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'lernen@mail.example' },
      { smtpUrl: 'smtp://mail.example', mailFrom: 'lernen@mail.example' },
    ],
    ['MAIL_FROM alone', { MAIL_FROM: 'lernen@mail.example' }, { smtpUrl: null, mailFrom: 'lernen@mail.example' }],
    ['DATABASE_AUTH_TOKEN', { DATABASE_AUTH_TOKEN: 'geheim' }, { databaseAuthToken: 'geheim' }],
    [
      'METRICS_PORT, for this machine only',
      { METRICS_PORT: '9464' },
      { metrics: { port: 9464, host: '127.0.0.1', token: null } },
    ],
    [
      'METRICS_TOKEN',
      { METRICS_TOKEN: '0123456789abcdef' },
      { metrics: { port: null, host: '127.0.0.1', token: '0123456789abcdef' } },
    ],
    ['DEMO off', { DEMO: 'off' }, { demo: 'off' }],
    ['DEMO aus', { DEMO: 'aus' }, { demo: 'off' }],
    ['DEMO on', { DEMO: 'on' }, { demo: 'auto' }],
  ];
  it.each(table)('%s', (_name, env, expected) => expect(readSettings(env)).toMatchObject(expected));
});

describe('a setting that cannot work is refused in German, with its name, its value and what would do', () => {
  const table: [string, NodeJS.ProcessEnv, string][] = [
    ['PORT that is no number', { PORT: 'achtzig' }, 'PORT=achtzig'],
    ['PORT below 0', { PORT: '-1' }, 'PORT=-1'],
    ['PORT above 65535', { PORT: '65536' }, 'PORT=65536'],
    ['PORT with a fraction', { PORT: '80.5' }, 'PORT=80.5'],
    ['HOST that others reach, without ORIGIN', { HOST: '0.0.0.0' }, 'HOST=0.0.0.0'],
    ['HOST that others reach, with an empty ORIGIN', { HOST: 'lernen.example.de', ORIGIN: '' }, 'ORIGIN'],
    ['ORIGIN without https', { ...OUTSIDE, ORIGIN: 'lernen.example.de' }, 'ORIGIN=lernen.example.de'],
    ['ORIGIN with a path', { ...OUTSIDE, ORIGIN: 'https://example.de/lernen' }, 'ORIGIN=https://example.de/lernen'],
    ['ORIGIN with a question', { ...OUTSIDE, ORIGIN: 'https://example.de/?a' }, 'ORIGIN='],
    ['ORIGIN of another kind', { ...OUTSIDE, ORIGIN: 'ftp://example.de' }, 'ORIGIN=ftp://example.de'],
    ['TRUST_PROXY that means nothing', { TRUST_PROXY: 'vielleicht' }, 'TRUST_PROXY=vielleicht'],
    ['SMTP_URL without MAIL_FROM', { SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
    ['SMTP_URL without a scheme', { SMTP_URL: 'mail.example', MAIL_FROM: 'a@mail.example' }, 'SMTP_URL'],
    ['SMTP_URL of another kind', { SMTP_URL: 'https://mail.example', MAIL_FROM: 'a@mail.example' }, 'SMTP_URL'],
    ['MAIL_FROM with a name', { MAIL_FROM: 'Lernen <a@mail.example>' }, 'MAIL_FROM=Lernen'],
    ['MAIL_FROM with a line break', { MAIL_FROM: 'a@mail.example\r\nBcc: b@mail.example' }, 'MAIL_FROM'],
    ['DEMO that means nothing', { DEMO: 'ja' }, 'DEMO=ja'],
  ];
  it.each(table)('%s', (_name, env, named) => {
    expect(() => readSettings(env)).toThrow(SettingsError);
    expect(() => readSettings(env)).toThrow(named);
    expect(() => readSettings(env)).toThrow(/Geben Sie|Gemeint ist|Möglich sind/);
  });
});

it('the password in SMTP_URL is not repeated when the value is refused', () => {
  expect(() => readSettings({ SMTP_URL: 'smtpx://user:geheim@mail.example' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('geheim') }),
  );
});

describe('loopback', () => {
  const table: [string, boolean][] = [
    ['localhost', true],
    ['127.0.0.1', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['localhost.example.de', false],
    ['192.168.0.1', false],
    ['', false],
  ];
  it.each(table)('%s: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
});
