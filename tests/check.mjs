// All static checks, one after another; the first that fails ends the run.
import { spawnSync } from 'node:child_process';

const checks = [
  ['Kursdateien', ['node', 'src/cli.ts', 'check-content']],
  ['Typen (Astro, TypeScript)', ['npx', 'astro', 'check']],
  ['Typen (Svelte)', ['npx', 'svelte-check', '--fail-on-warnings', '--tsconfig', './tsconfig.json']],
  ['ESLint', ['npx', 'eslint', '.', '--max-warnings', '0']],
  ['Prettier', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']],
];

for (const [name, [command, ...args]] of checks) {
  console.log(`\n▸ ${name}`);
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) {
    console.error(`✗ ${name}`);
    process.exit(status ?? 1);
  }
}
