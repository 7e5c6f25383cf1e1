import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceLabel } from '#domain/identity/device.ts';

describe('a device is told by', () => {
  const table: [string, string | null][] = [
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox unter Windows'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'Chrome unter Windows'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0', 'Edge unter Windows'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 OPR/120.0.0.0', 'Opera unter Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15', 'Safari unter macOS'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1', 'Safari auf einem iPhone'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1', 'Chrome auf einem iPhone'],
    ['Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15', 'Firefox auf einem iPad'],
    ['Mozilla/5.0 (Linux; Android 15; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36', 'Samsung Internet unter Android'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'Firefox unter Android'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox unter Linux'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'Chrome unter ChromeOS'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36', 'Chrome unter Linux'],
    ['Ein Browser unter Windows', 'Browser unter Windows'],
    ['Firefox/1', 'Firefox'],
    ['curl/8.5.0', null],
    ['', null],
  ]; // prettier-ignore
  it.each(table)('%s', (userAgent, label) => expect(deviceLabel(userAgent)).toBe(label));

  it('nothing, when nothing is told', () => expect(deviceLabel(null)).toBeNull());
});

describe('whatever a browser claims', () => {
  it('only our own words are kept', () => {
    const words = fc.constantFrom(
      'Firefox/',
      'Windows',
      'iPhone',
      '<script>',
      'Anna Lerch',
      '\u0000',
      'Mac OS X',
      'Edg/',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 12 }), (parts) => {
        expect(deviceLabel(parts.join(' ')) ?? 'Browser').toMatch(
          /^(Browser|Edge|Opera|Samsung Internet|Firefox|Chrome|Safari)( (auf einem iPhone|auf einem iPad|unter Android|unter Windows|unter macOS|unter ChromeOS|unter Linux))?$/,
        );
      }),
    );
  });
});
