import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COURSE_ROOT } from './support/course-tree.ts';

// A process start takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const MODULE = 'courses/muster/module.yaml';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cli-'));
  cpSync(COURSE_ROOT, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function cli(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const plant = () => writeFileSync(join(root, MODULE), textOf(MODULE).replace('hue: 1', 'hue: 9'));
const released = (): string[] => JSON.parse(textOf('courses/released.json')).released;

describe('check-content', () => {
  it('is content with a tree without mistakes', () => {
    expect(cli('check-content', '--root', root)).toMatchObject({
      status: 0,
      stdout: 'Alle Kursdateien sind in Ordnung.\n',
    });
  });
  it('tells a mistake by path and line in German, counts, and fails', () => {
    plant();
    const { status, stdout } = cli('check-content', '--root', root);
    expect(status).toBe(1);
    expect(stdout).toBe(
      `${MODULE}:9  Die Zahl 9 in „hue“ ist zu groß. Nehmen Sie höchstens 7.\n\n1 Fehler in den Kursdateien.\n`,
    );
  });
});

describe('release', () => {
  it('adds what ready modules hold, keeps what was released before, and says what is new', () => {
    const { status, stdout } = cli('release', '--root', root);
    expect(status).toBe(0);
    expect(stdout).toContain('+ session:muster/werkstatt');
    expect(stdout).not.toContain('+ unit:muster/anfang');
    expect(released()).toEqual([...released()].sort());
    expect(released()).toEqual(
      expect.arrayContaining([
        'exercise:muster/alte-frage',
        'transfer:muster/eigenes-board',
        'worksheet:muster/mein-board',
        'unit:muster/lesen',
      ]),
    );
    expect(released().filter((id) => id.includes('spaeter'))).toEqual([]);
  });
  it('changes nothing the second time, and the check stays content', () => {
    cli('release', '--root', root);
    const once = textOf('courses/released.json');
    expect(cli('release', '--root', root).stdout).toContain('0 neu veröffentlicht');
    expect(textOf('courses/released.json')).toBe(once);
    expect(cli('check-content', '--root', root).status).toBe(0);
  });
  it('makes the file when there is none', () => {
    rmSync(join(root, 'courses/released.json'));
    expect(cli('release', '--root', root).status).toBe(0);
    expect(released()).toContain('unit:muster/anfang');
  });
  it('releases nothing while a file has a mistake', () => {
    plant();
    const before = textOf('courses/released.json');
    expect(cli('release', '--root', root).status).toBe(1);
    expect(textOf('courses/released.json')).toBe(before);
  });
});

describe('catalogue', () => {
  it('writes the catalogue as JSON', () => {
    const out = join(root, 'out/catalogue.json');
    expect(cli('catalogue', '--root', root, '--out', out).status).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ modules: { muster: { title: 'Muster' } } });
  });
  it('writes none when a file has a mistake, and says which', () => {
    plant();
    const out = join(root, 'catalogue.json');
    const { status, stderr } = cli('catalogue', '--root', root, '--out', out);
    expect(status).toBe(1);
    expect(stderr).toContain(`${MODULE}:9`);
    expect(existsSync(out)).toBe(false);
  });
  it('asks for the file to write', () =>
    expect(cli('catalogue', '--root', root)).toMatchObject({ status: 2, stderr: expect.stringContaining('--out') }));
});

describe('job', () => {
  it('without a name lists the jobs with their next run', () => {
    const { status, stdout } = cli('job');
    expect(status).toBe(0);
    expect(stdout).toMatch(/delete-expired +Altes löschen\. {2}Nächster Lauf: .*2\.30 Uhr\./);
  });
  it('of an unknown name is refused with the list', () =>
    expect(cli('job', 'nichts-davon')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/„nichts-davon“ gibt es nicht\.[^]*delete-expired/),
    }));
  it.each(['morgen', '2027-02-30', '2027-13-01', '2027-03-01T08:00', '01.03.2027'])(
    'as of %s, which is no date, is refused',
    (date) =>
      expect(cli('job', 'delete-expired', '--as-of', date)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`--as-of ${date} ist kein Datum. Gemeint ist`),
      }),
  );
});

it.each([['nichts-davon'], ['constructor']])('an unknown command (%s) gets the list of commands', (name) => {
  expect(cli(name)).toMatchObject({ status: 2, stderr: expect.stringContaining('check-content') });
});

it('an unknown option is refused in German', () => {
  expect(cli('check-content', '--wurzel', 'x')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Diese Angaben passen nicht'),
  });
});
