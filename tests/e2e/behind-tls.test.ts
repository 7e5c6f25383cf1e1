import { builtCatalogue, exerciseOf, wrongFields } from '../support/answers.ts';
import { freePort, startServer } from '../support/server.ts';
import { openTlsProxy } from '../support/tls-proxy.ts';
import { answer, exercisePanel, NOT_YET } from './support/exercise.ts';
import { allIslandsRun, expect, signIn, test as plain } from './support/test.ts';

const catalogue = builtCatalogue();
const unit = catalogue.units['agiles-arbeiten/weniger-gleichzeitig'];

const test = plain.extend({
  baseURL: async ({ dataDir }, use) => {
    const port = await freePort();
    const proxy = await openTlsProxy(port);
    const origin = `https://localhost:${proxy.port}`;
    const server = await startServer({ dataDir, port, env: { ORIGIN: origin, TRUST_PROXY: 'on' } });
    await use(origin);
    proxy.close();
    await server.stop();
  },
  ignoreHTTPSErrors: true,
});

test('behind a proxy that ends TLS one signs in, answers and signs out, and the cookie stays on https', async ({
  page,
  context,
  baseURL,
}) => {
  const [key = ''] = unit?.exercises ?? [];
  const first = await page.goto('/anmelden');
  expect(first?.headers()['strict-transport-security']).toMatch(/max-age=\d{8}/);
  await signIn(page);
  await expect(page).toHaveURL('/lernen');
  const [cookie, ...others] = await context.cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({
    name: '__Host-dm',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    domain: 'localhost',
  });

  await page.goto(`/lernen/demo/${unit?.key ?? ''}`);
  await allIslandsRun(page);
  await answer(page, exercisePanel(page, key), wrongFields(exerciseOf(catalogue, key)), NOT_YET);
  await page.locator('summary', { hasText: 'Ihr Konto' }).click();
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(page).toHaveURL('/');
  expect(await context.cookies()).toEqual([]);
  const refused = await context.request.post('/anmelden', {
    headers: { origin: (baseURL ?? '').replace('https:', 'http:') },
    form: { email: 'a', password: 'b' },
  });
  expect(refused.status()).toBe(403);
});
