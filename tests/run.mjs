// Every check and test, in the order in which they fail fastest; stops at the first step that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIsStale } from '../src/platform/build-state.ts';
import { provideChromium } from './support/chromium.mjs';
import { provideLibsqlServer } from './support/provide-libsql-server.mjs';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'digital-maker-tests-'));
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

/** @type {{ passed: number, failed: number }} */
const sum = { passed: 0, failed: 0 };

/** @type {{ name: string, run: () => boolean, report?: () => { passed: number, failed: number } }[]} */
const steps = [
  { name: 'Statische Prüfungen', run: () => !existsSync(join(root, 'tests/check.mjs')) || node('tests/check.mjs') },
  { name: 'Bau', run: build },
  {
    name: 'Tests ohne Browser',
    run: () => {
      provideLibsqlServer();
      return node('node_modules/vitest/vitest.mjs', [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${vitestReport}`,
      ]);
    },
    report: vitestSum,
  },
  { name: 'Tests im Browser', run: browserTests, report: playwrightSum },
];

process.exitCode = steps.every(passes) ? 0 : 1;
rmSync(reports, { recursive: true, force: true });
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);

/** @param {(typeof steps)[number]} step */
function passes({ name, run, report }) {
  console.log(`\n── ${name}`);
  const ok = run();
  const counted = report?.() ?? { passed: 0, failed: 0 };
  sum.passed += counted.passed;
  // A step that fails outside of its tests is a failure too, and must be seen in the sum.
  sum.failed += ok ? counted.failed : Math.max(1, counted.failed);
  if (!ok) console.error(`\nFehlgeschlagen: ${name}`);
  return ok && counted.failed === 0;
}

function build() {
  return !buildIsStale(root) || node('src/cli.ts', ['build']);
}

function browserTests() {
  const chromium = provideChromium();
  if (chromium === null) return false;
  return node('node_modules/@playwright/test/cli.js', ['test'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  });
}

function vitestSum() {
  const report = readReport(vitestReport);
  return { passed: Number(report?.['numPassedTests'] ?? 0), failed: Number(report?.['numFailedTests'] ?? 0) };
}

function playwrightSum() {
  const stats = readReport(playwrightReport)?.['stats'];
  /** @param {string} name */
  const count = (name) => Number(typeof stats === 'object' && stats !== null ? (Reflect.get(stats, name) ?? 0) : 0);
  // A test that was not run has not passed; one that passed at the second try has failed once.
  return { passed: count('expected'), failed: count('unexpected') + count('flaky') + count('skipped') };
}

/**
 * @param {string} path
 * @returns {Record<string, unknown> | null}
 */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/**
 * Runs a script of ours or of a package under this very Node; whether it ended well.
 * @param {string} script
 * @param {string[]} [args]
 * @param {Record<string, string>} [env]
 */
function node(script, args = [], env = {}) {
  return (
    spawnSync(process.execPath, [join(root, script), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    }).status === 0
  );
}
