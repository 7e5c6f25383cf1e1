// Chromium for the browser tests: found on this machine, or fetched once.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const INSTALL_MAX_MS = 300_000;

const MISSING =
  'Kein Chromium gefunden: Installieren Sie es mit „apt-get install chromium“ (oder „npx playwright install chromium“) oder nennen Sie es mit CHROMIUM_PATH=/pfad/zu/chromium. ' +
  '(No Chromium found: install it with one of these commands, or name it with CHROMIUM_PATH.)';

/**
 * Path of a Chromium that is here: CHROMIUM_PATH, then the PATH, then Playwright's own; null without any.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return isProgram(named) ? named : null;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder !== '' && isProgram(path)) return path;
    }
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/**
 * A Chromium, fetched by Playwright's installer or, as root on Debian, by apt if none is here; null if neither works.
 * @returns {string | null}
 */
export function provideChromium() {
  const found = findChromium();
  if (found !== null || process.env['CHROMIUM_PATH']) return found ?? refuse();
  console.log('Kein Chromium auf diesem Rechner: Es wird jetzt einmal geholt.');
  const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  run(process.execPath, [playwright, 'install', 'chromium']);
  const fetched = findChromium();
  if (fetched !== null && starts(fetched)) return fetched;
  if (process.getuid?.() === 0 && run('apt-get', ['update']))
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  const installed = findChromium();
  return installed !== null && starts(installed) ? installed : refuse();
}

/** @returns {null} */
function refuse() {
  console.error(MISSING);
  return null;
}

/**
 * Whether the program runs at all; without the system's libraries a fetched one does not.
 * @param {string} path
 */
function starts(path) {
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore' }).status === 0;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  return (
    spawnSync(command, args, {
      stdio: 'inherit',
      timeout: INSTALL_MAX_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  );
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
