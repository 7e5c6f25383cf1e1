// All static checks, at the same time; what each one writes follows when it has ended.
import { spawn } from 'node:child_process';

const CHECKS = {
  Kursdateien: ['node', 'src/cli.ts', 'check-content'],
  'Typen (Astro, TypeScript)': ['npx', 'astro', 'check'],
  'Typen (Svelte)': ['npx', 'svelte-check', '--fail-on-warnings', '--tsconfig', './tsconfig.json'],
  ESLint: ['npx', 'eslint', '.', '--max-warnings', '0'],
  Prettier: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'],
};

// Types of what Astro makes, such as astro:actions, which the checks below read.
if (await passes('Typen von Astro', ['npx', 'astro', 'sync']))
  await Promise.all(Object.entries(CHECKS).map(([name, command]) => passes(name, command)));

/**
 * Whether a check found nothing; else the whole run fails.
 * @param {string} name
 * @param {string[]} command
 */
async function passes(name, command) {
  const { status, text } = await output(command);
  console.log(`\n▸ ${name}\n${text}`);
  if (status === 0) return true;
  console.error(`✗ ${name}`);
  process.exitCode = 1;
  return false;
}

/**
 * @param {string[]} command
 * @returns {Promise<{ status: number | null, text: string }>}
 */
function output([command = '', ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    child.once('error', (error) => resolve({ status: null, text: `${text}${error.message}` }));
    child.once('close', (status) => resolve({ status, text }));
  });
}
