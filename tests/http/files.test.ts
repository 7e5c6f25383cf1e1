import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '../support/database.ts';
import { JPEG, PNG, WEBP } from '../support/pictures.ts';
import { rawExchange, statusOf } from '../support/raw-http.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signedIn, visitor, type Visitor } from '../support/visitor.ts';

let server: TestServer;
let coordinator: Visitor;
beforeAll(async () => {
  server = await startServer();
  coordinator = await signedIn(server, 'koordination');
});
afterAll(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

/** The centre's form with a file, as a browser sends it. */
function upload(bytes: Uint8Array<ArrayBuffer>, name = 'logo.png', type = 'image/png'): Promise<Response> {
  const form = new FormData();
  const fields = {
    centre: 'demo-zentrum',
    name: 'Zentrum',
    contactName: '',
    contactEmail: '',
    contactPhone: '',
    mailSenderName: '',
    mailReplyTo: '',
  };
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('logo', new File([bytes], name, { type }));
  return coordinator.post('/verwaltung/zentrum?_action=centres.changeCentre', form);
}
const logo = async () => {
  const [row] = await rowsOf(server.databaseFile, "select logo_file_id from centre where id = 'demo-zentrum'");
  return row?.['logo_file_id'] ?? null;
};
const plain = (buffer: Buffer) => new Uint8Array(buffer);

describe('a logo', () => {
  test.each([
    ['image/png', PNG, 'bild.png'],
    ['image/jpeg', JPEG, 'bild.jpg'],
    ['image/webp', WEBP, 'bild.webp'],
  ])('as %s is served for what it is, to everybody', async (type, bytes, name) => {
    // What the browser claims counts for nothing.
    expect((await upload(plain(bytes), '../../"böse".html', 'text/html')).status).toBe(303);
    const response = await visitor(server).get(`/dateien/${String(await logo())}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'content-length': String(bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `inline; filename="${name}"`,
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test('is shown on the page of its centre and to its learners', async () => {
    await upload(plain(PNG));
    const address = `/dateien/${String(await logo())}`;
    expect(await (await coordinator.get('/verwaltung/zentrum')).text()).toContain(address);
    expect(await (await (await signedIn(server)).get('/lernen')).text()).toContain(address);
  });

  test.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'kein Bild'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'kein Bild'],
    ['an empty file', Buffer.alloc(0), 'Diese Datei ist leer'],
    ['a picture above 500 kB', Buffer.concat([PNG, Buffer.alloc(500_001 - PNG.length)]), 'größer als 500 kB'],
  ])('that is %s is refused with words at the field, and the one before stays', async (_what, bytes, words) => {
    await upload(plain(PNG));
    const before = await logo();
    const response = await upload(plain(bytes));
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text).toMatch(new RegExp(`id="logo-fehler" role="alert"[^>]*>[^<]*${words}`));
    expect(text).toContain('value="Zentrum"');
    expect(await logo()).toBe(before);
  });

  test('of a size that no form takes is refused as a whole', async () => {
    const before = await logo();
    const tooMuch = () => upload(new Uint8Array(1_100_000));
    // Who pours on while the connection ends may lose the answer to the reset (RFC 9112, 9.6).
    expect((await tooMuch().catch(tooMuch)).status).toBe(413);
    expect(await logo()).toBe(before);
  });

  test('that was replaced is not there any more', async () => {
    await upload(plain(PNG));
    const old = await logo();
    await upload(plain(JPEG));
    expect((await visitor(server).get(`/dateien/${String(old)}`)).status).toBe(404);
  });
});

describe('no file is there', () => {
  test.each([
    'x',
    'a'.repeat(64),
    'A'.repeat(64),
    '..%2f..%2fdigital-maker.db',
    '%2e%2e%2f%2e%2e%2fdigital-maker.db',
    '..%5c..%5cdigital-maker.db',
    '../digital-maker.db',
    '....//digital-maker.db',
    '%00',
    `${'a'.repeat(64)}%00`,
    `${'a'.repeat(64)}.png`,
    '__proto__',
    "' or 1=1 --".replaceAll(' ', '%20'),
    'a'.repeat(4_000),
    '',
  ])('of the name %s', async (name) => {
    const answer = await rawExchange(
      server.port,
      `GET /dateien/${name} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/SQLite format|root:x:/);
    expect(answer).toMatch(/gibt es nicht|nicht verstanden/);
  });
});
