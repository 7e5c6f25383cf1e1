// The command line: `node src/cli.ts <command>`. A command is a file in `commands/` that exports `run`.
import process from 'node:process';
import './platform/resolve-drizzle.ts';

/** Runs a command with what follows its name; returns the exit code. */
type Run = (args: string[]) => number | Promise<number>;

const COMMANDS: Record<string, { about: string; load: () => Promise<{ run: Run }> }> = {
  'check-content': {
    about: 'Kursdateien prüfen  [--root ORDNER]',
    load: () => import('./commands/check-content.ts'),
  },
  release: {
    about: 'Kennungen fertiger Module als veröffentlicht eintragen  [--root ORDNER]',
    load: () => import('./commands/release.ts'),
  },
  catalogue: {
    about: 'Katalog prüfen und als JSON schreiben  --out DATEI [--root ORDNER]',
    load: () => import('./commands/catalogue.ts'),
  },
  build: {
    about: 'Seite bauen  [--root ORDNER]',
    load: () => import('./commands/build.ts'),
  },
  backup: {
    about: 'Datenbank und Dateien in ein Archiv sichern, auch im Betrieb  DATEI',
    load: () => import('./commands/backup.ts'),
  },
  restore: {
    about: 'Sicherung zurückspielen  DATEI [--force] [--erasures LISTE]',
    load: () => import('./commands/restore.ts'),
  },
  job: {
    about: 'Aufgabe des Zeitplans ausführen  AUFGABE [--as-of DATUM]',
    load: () => import('./commands/job.ts'),
  },
  seed: {
    about: 'Vorführung mit erfundenen Lernenden füllen  --learners ZAHL',
    load: () => import('./commands/seed.ts'),
  },
};

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return (await command.load()).run(args);
  const lines = Object.entries(COMMANDS).map(([each, { about }]) => `  ${each.padEnd(16)} ${about}`);
  console.error(['Aufruf: node src/cli.ts BEFEHL', '', ...lines].join('\n'));
  return name === '' || name === '--help' ? 0 : 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isCall = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  // Node says in English which option it does not know; the list of commands says in German which there are.
  if (isCall)
    console.error('Diese Angaben passen nicht zum Befehl. `node src/cli.ts --help` zeigt, welche möglich sind.');
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
