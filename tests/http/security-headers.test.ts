import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headersOf, rawExchange, statusOf } from '../support/raw-http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sessionCookie, visitor } from '../support/visitor.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await startServer();
  cookie = await sessionCookie(server);
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const UNIT = '/lernen/demo/agiles-arbeiten/weniger-gleichzeitig';
const ACTION = '/_actions/learning.submitAnswer';

/** Every kind of response, with its status and the request that brings it. */
const KINDS: [kind: string, status: number, request: string][] = [
  ['a page', 200, 'GET /'],
  ['a page of a learner', 200, `GET ${UNIT}`],
  ['an asset', 200, 'GET /favicon.svg'],
  ['a missing asset', 404, 'GET /_astro/gibt-es-nicht.js'],
  ['a redirect', 303, 'GET /abmelden'],
  ['JSON', 200, 'GET /gesund'],
  ['a missing page', 404, 'GET /gibt-es-nicht'],
  ['a refusal', 403, 'GET /verwaltung'],
  ['a foreign post', 403, 'POST /anmelden'],
  ['a foreign post to an action', 403, `POST ${ACTION}`],
  ['an announced body that is too large', 413, 'POST /anmelden'],
  ['a header without sense', 400, 'GET /'],
];

describe.each(KINDS)('%s', (kind, status, request) => {
  test(`is answered with ${status} and every header that protects`, async () => {
    const large = kind.includes('too large') ? 'Content-Length: 100000000\r\n' : '';
    const senseless = status === 400 ? 'Ganz ohne Sinn\r\n' : '';
    const own = `Host: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n`;
    const answer = await rawExchange(server.port, `${request} HTTP/1.1\r\n${own}${large}${senseless}\r\n`);
    expect(statusOf(answer)).toBe(status);
    expectProtected(headersOf(answer));
  });
});

test('an action that succeeds is answered with them too', async () => {
  const response = await visitor(server, cookie).act('learning.recordVisit', [
    ['cohort', 'demo'],
    ['unit', 'agiles-arbeiten/weniger-gleichzeitig'],
    ['anchor', 'die-idee'],
  ]);
  expect(response.status).toBeLessThan(300);
  expectProtected(new Map(response.headers));
});

test('pages allow scripts by hash and from here only, and nothing inline', async () => {
  for (const path of ['/', '/impressum', '/lernen', UNIT, '/gibt-es-nicht', '/programme/digital-maker']) {
    const response = await visitor(server, cookie).get(path);
    const policies = [response.headers.get('content-security-policy') ?? '', metaPolicy(await response.text())].filter(
      Boolean,
    );
    const scripts = policies.flatMap((policy) =>
      policy.split(';').filter((directive) => /^\s*script-src/.test(directive)),
    );
    expect(scripts.length, path).toBeGreaterThan(0);
    for (const directive of scripts) {
      expect(directive, path).toMatch(/'self'/);
      expect(directive, path).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:|data:/);
    }
    for (const needed of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policies.join(';'), path).toContain(needed);
  }
});

test('what belongs to a person is never stored on the way', async () => {
  for (const path of ['/lernen', UNIT, '/verwaltung', '/'])
    expect((await visitor(server, cookie).get(path)).headers.get('cache-control'), path).toMatch(/no-store/);
});

test('a file whose name holds its hash is kept for ever and comes compressed', async () => {
  const page = await (await visitor(server).get('/')).text();
  const path = /\/_astro\/[\w.-]+\.css/.exec(page)?.[0] ?? '';
  const response = await visitor(server).get(path, { 'accept-encoding': 'br' });
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-encoding')).toBe('br');
});

test('the cookie of a session is out of the reach of scripts and other sites', async () => {
  const form = new URLSearchParams({ email: 'teilnehmerin@demo.example', password: 'digital-maker-demo' });
  const [set] = (await visitor(server).post('/anmelden', form)).headers.getSetCookie();
  expect(set).toMatch(/HttpOnly/i);
  expect(set).toMatch(/SameSite=Lax/i);
  expect(set).toMatch(/Path=\//i);
});

function expectProtected(headers: ReadonlyMap<string, string>): void {
  expect(headers.get('content-security-policy')).toMatch(/default-src '(none|self)'/);
  expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.has('x-powered-by')).toBe(false);
}

const metaPolicy = (html: string): string =>
  /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1] ?? '';
